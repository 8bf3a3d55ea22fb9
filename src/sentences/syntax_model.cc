#include "sentences/syntax_model.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace vigie {
namespace {

// Both magic words end in a version; raise it whenever the layout or a feature template changes,
// because weights of one set of templates mean nothing to another.
constexpr std::string_view kPackedMagic = "VIGIESP2";
constexpr std::string_view kMappedMagic = "VIGIESM2";

/// Checksum of a whole file, eight bytes at a time in four lanes (20 MB take about 3 ms).
std::uint64_t checksum(std::string_view bytes) {
  std::array<std::uint64_t, 4> lane = {1, 2, 3, 4};
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32) {
    for (std::size_t k = 0; k < 4; ++k) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + i + 8 * k, 8);
      lane[k] = std::rotl((lane[k] ^ word) * 0x9E3779B97F4A7C15ULL, 29);
    }
  }
  std::uint64_t h = hash64(bytes.substr(i)) ^ bytes.size();
  for (const auto l : lane) {
    h = combine64(h, l);
  }
  return h;
}

class Writer {
 public:
  void number(std::uint64_t n) {  // LEB128
    for (; n >= 128; n >>= 7) {
      out_ += char(n | 128);
    }
    out_ += char(n);
  }
  void fixed64(std::uint64_t n) { out_.append(reinterpret_cast<const char*>(&n), 8); }
  void text(std::string_view s) {
    number(s.size());
    out_ += s;
  }
  void raw(std::string_view s) { out_ += s; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what `Writer` wrote; after the first bad read everything is 0 and `ok` is false.
class Reader {
 public:
  explicit Reader(std::string_view s) : rest_(s) {}

  std::uint64_t number() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) {
        break;
      }
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      n |= std::uint64_t(byte & 127) << shift;
      if (byte < 128) {
        return n;
      }
    }
    return fail_with(0);
  }
  /// A count of things that take at least `bytes` each, so that a garbled one cannot ask for
  /// more memory than the file could fill.
  std::size_t count(std::size_t bytes = 1) {
    const auto n = number();
    return n > rest_.size() / bytes ? fail_with(0) : std::size_t(n);
  }
  std::uint64_t fixed64() {
    std::uint64_t n = 0;
    if (rest_.size() < 8) {
      return fail_with(0);
    }
    std::memcpy(&n, rest_.data(), 8);
    rest_.remove_prefix(8);
    return n;
  }
  std::string_view bytes(std::size_t n) {
    if (n > rest_.size()) {
      fail_with(0);
      return {};
    }
    const auto out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }
  std::string_view text() { return bytes(count()); }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::uint64_t fail_with(std::uint64_t n) {
    ok_ = false;
    rest_ = {};
    return n;
  }
  std::string_view rest_;
  bool ok_ = true;
};

template <typename T>
std::string_view as_bytes(const std::vector<T>& v) {
  return {reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T)};
}

void write_rows(Writer& out, const WeightRows& rows) {
  out.number(rows.n_classes);
  out.number(rows.features.size());
  out.number(rows.classes.size());
  // One stream per kind of byte compresses far better than rows one after the other. Sorted
  // hashes are stored as differences, three streams by size of byte.
  std::array<std::string, 4> delta;
  std::uint32_t last = 0;
  for (const auto f : rows.features) {
    const auto d = f - last;
    last = f;
    for (unsigned k = 0; k < 4; ++k) {
      delta[k] += char(d >> (8 * k));
    }
  }
  for (const auto& stream : delta) {
    out.raw(stream);
  }
  out.raw(as_bytes(rows.lengths));
  out.raw(as_bytes(rows.classes));
  out.raw(as_bytes(rows.weights));
}

bool read_rows(Reader& in, WeightRows& rows) {
  rows.n_classes = std::uint32_t(in.number());
  const auto n = in.count(5);
  const auto n_entries = in.count(2);
  std::array<std::string_view, 4> delta;
  for (auto& stream : delta) {
    stream = in.bytes(n);
  }
  const auto lengths = in.bytes(n);
  const auto classes = in.bytes(n_entries);
  const auto weights = in.bytes(n_entries);
  if (!in.ok() || rows.n_classes == 0 || rows.n_classes > LinearModel::kMaxClasses) {
    return false;
  }
  std::uint32_t last = 0;
  rows.features.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t d = 0;
    for (unsigned k = 0; k < 4; ++k) {
      d |= std::uint32_t(std::uint8_t(delta[k][i])) << (8 * k);
    }
    last += d;
    rows.features[i] = last;
  }
  rows.lengths.assign(lengths.begin(), lengths.end());
  rows.classes.assign(classes.begin(), classes.end());
  rows.weights.assign(weights.begin(), weights.end());
  std::size_t sum = 0;
  for (const auto length : rows.lengths) {
    sum += length;
  }
  return sum == n_entries && std::all_of(rows.classes.begin(), rows.classes.end(),
                                         [&](auto c) { return c < rows.n_classes; });
}

constexpr std::array kModels = {&SyntaxWeights::contractions,  &SyntaxWeights::tagger,
                                &SyntaxWeights::genders,       &SyntaxWeights::lemmas,
                                &SyntaxWeights::guide_actions, &SyntaxWeights::guide_labels,
                                &SyntaxWeights::actions,       &SyntaxWeights::labels};
constexpr std::array kViews = {&SyntaxModel::contractions,  &SyntaxModel::tagger,
                               &SyntaxModel::genders,       &SyntaxModel::lemmas,
                               &SyntaxModel::guide_actions, &SyntaxModel::guide_labels,
                               &SyntaxModel::actions,       &SyntaxModel::labels};

void write_scripts(Writer& out, const SyntaxWeights& w) {
  out.number(w.scripts.size());
  for (const auto& script : w.scripts) {
    out.number(script.strip);
    out.number(std::uint64_t(script.as_written));
    out.text(script.suffix);
  }
  out.number(w.scripts_of.size());
  for (const auto& list : w.scripts_of) {
    out.text(as_bytes(list));
  }
}

/// @return false when an index points outside
bool read_scripts(Reader& in,
                  std::vector<LemmaScript>& scripts,
                  std::vector<std::vector<std::uint8_t>>& scripts_of) {
  scripts.resize(in.count(3));
  for (auto& script : scripts) {
    script.strip = std::uint8_t(in.number());
    script.as_written = in.number() != 0;
    script.suffix = in.text();
  }
  scripts_of.resize(in.count());
  for (auto& list : scripts_of) {
    const auto bytes = in.text();
    list.assign(bytes.begin(), bytes.end());
    for (const auto s : list) {
      if (s >= scripts.size()) {
        return false;
      }
    }
  }
  return in.ok() && scripts_of.size() == std::size_t(Upos::X) + 1;
}

void write_tags(Writer& out, const std::vector<WordTag>& tags) {
  out.number(tags.size());
  for (const auto tag : tags) {
    out.number(tag);
  }
}

bool read_tags(Reader& in, std::vector<WordTag>& tags) {
  tags.resize(in.count());
  for (auto& tag : tags) {
    tag = WordTag(in.number());
    if (!is_valid_tag(tag)) {
      return false;
    }
  }
  return in.ok() && !tags.empty() && tags.size() <= LinearModel::kMaxClasses;
}

}  // namespace

std::string compress(std::string_view bytes) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 19);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const auto n = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(context);
  out.resize(ZSTD_isError(n) ? 0 : n);
  return out;
}

Result<std::string> decompress(std::string_view bytes) {
  constexpr std::uint64_t kMost = 1ULL << 28;  // far more than any weight file
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMost) {
    return fail("bad_data", "this is not a zstd file of a known size");
  }
  std::string out(size, '\0');
  const auto n = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(n) || n != size) {
    return fail("bad_data", std::string("the file is cut or garbled: ") + ZSTD_getErrorName(n));
  }
  return out;
}

std::string pack_weights(const SyntaxWeights& w) {
  Writer out;
  out.raw(kPackedMagic);
  out.fixed64(w.lexicon_hash);
  out.text(w.language);
  write_tags(out, w.tags);
  out.number(w.forms.size());
  std::uint32_t last = 0;
  for (const auto& form : w.forms) {
    out.number(form.form - last);
    last = form.form;
  }
  for (const auto& form : w.forms) {
    out.number(form.upos_set);
  }
  for (const auto& form : w.forms) {
    out.text(as_bytes(form.allowed));
  }
  write_scripts(out, w);
  out.number(w.exceptions.size());
  for (const auto& e : w.exceptions) {
    out.fixed64(e.key);
  }
  for (const auto& e : w.exceptions) {
    out.text(e.lemma);
  }
  for (const auto model : kModels) {
    write_rows(out, w.*model);
  }
  return out.take();
}

Result<SyntaxWeights> read_packed_weights(std::string_view bytes) {
  if (!bytes.starts_with(kPackedMagic)) {
    return fail("bad_data", "these are not syntax weights of this version of vigie");
  }
  const auto garbled = [] { return fail("bad_data", "the syntax weights are cut or garbled"); };
  Reader in(bytes.substr(kPackedMagic.size()));
  SyntaxWeights w;
  w.lexicon_hash = in.fixed64();
  w.language = in.text();
  if (!read_tags(in, w.tags)) {
    return garbled();
  }
  w.forms.resize(in.count(3));
  std::uint32_t last = 0;
  for (auto& form : w.forms) {
    last += std::uint32_t(in.number());
    form.form = last;
  }
  for (auto& form : w.forms) {
    form.upos_set = std::uint32_t(in.number());
  }
  for (auto& form : w.forms) {
    const auto allowed = in.text();
    form.allowed.assign(allowed.begin(), allowed.end());
    for (const auto tag : form.allowed) {
      if (tag >= w.tags.size()) {
        return garbled();
      }
    }
  }
  if (!read_scripts(in, w.scripts, w.scripts_of)) {
    return garbled();
  }
  w.exceptions.resize(in.count(9));
  for (auto& e : w.exceptions) {
    e.key = in.fixed64();
  }
  for (auto& e : w.exceptions) {
    e.lemma = in.text();
  }
  for (const auto model : kModels) {
    if (!read_rows(in, w.*model)) {
      return garbled();
    }
  }
  if (!in.ok() || !in.at_end() || w.tagger.n_classes != w.tags.size() ||
      w.lemmas.n_classes != w.scripts.size()) {
    return garbled();
  }
  return w;
}

// Layout of the mapped file: magic, checksum of all that follows, number of sections, then
// (place, size) of each; sections start at multiples of 8. Section 0 is a `Writer` block with the
// small tables; 1-4 form slots, allowed tags, exception slots, exception texts; then the models.
std::string map_weights(const SyntaxWeights& w) {
  Writer head;
  head.fixed64(w.lexicon_hash);
  head.text(w.language);
  write_tags(head, w.tags);
  write_scripts(head, w);

  std::vector<SyntaxModel::FormSlot> forms(std::bit_ceil(w.forms.size() * 2 + 2));
  std::string allowed;
  for (const auto& form : w.forms) {
    auto at = form.form & (forms.size() - 1);
    while (forms[at].upos_set != 0) {
      at = (at + 1) & (forms.size() - 1);
    }
    forms[at] = {form.form, form.upos_set, std::uint32_t(allowed.size()),
                 std::uint32_t(form.allowed.size())};
    allowed += as_bytes(form.allowed);
  }
  std::vector<SyntaxModel::ExceptionSlot> exceptions;
  std::string pool;
  for (const auto& e : w.exceptions) {
    exceptions.push_back({e.key, std::uint32_t(pool.size()), std::uint32_t(e.lemma.size())});
    pool += e.lemma;
  }
  std::vector<std::string> sections = {head.take(), std::string(as_bytes(forms)), allowed,
                                       std::string(as_bytes(exceptions)), pool};
  for (const auto model : kModels) {
    sections.push_back(map_rows(w.*model));
  }

  Writer body;
  body.fixed64(sections.size());
  std::size_t place = kMappedMagic.size() + 8 + 8 + 16 * sections.size();
  for (const auto& s : sections) {
    body.fixed64(place);
    body.fixed64(s.size());
    place += (s.size() + 7) / 8 * 8;
  }
  for (auto& s : sections) {
    s.resize((s.size() + 7) / 8 * 8);
    body.raw(s);
  }
  const auto bytes = body.take();
  Writer out;
  out.raw(kMappedMagic);
  out.fixed64(checksum(bytes));
  out.raw(bytes);
  return out.take();
}

Result<void> SyntaxModel::read(std::string_view bytes) {
  if (!bytes.starts_with(kMappedMagic) || bytes.size() < 24) {
    return fail("bad_data", "these are not unpacked syntax weights of this version of vigie");
  }
  Reader in(bytes.substr(kMappedMagic.size()));
  if (in.fixed64() != checksum(bytes.substr(kMappedMagic.size() + 8))) {
    return fail("bad_data", "the unpacked syntax weights are cut or garbled");
  }
  const auto garbled = [] { return fail("bad_data", "the syntax weights do not hang together"); };
  std::vector<std::string_view> sections(in.fixed64() & 255);
  for (auto& s : sections) {
    const auto place = in.fixed64();
    const auto size = in.fixed64();
    if (place > bytes.size() || size > bytes.size() - place || place % 8 != 0) {
      return garbled();
    }
    s = bytes.substr(place, size);
  }
  if (!in.ok() || sections.size() != 5 + kViews.size()) {
    return garbled();
  }
  Reader head(sections[0]);
  lexicon_hash_ = head.fixed64();
  language_ = head.text();
  if (!read_tags(head, tags) || !read_scripts(head, scripts, scripts_of)) {
    return garbled();
  }
  forms_ = {reinterpret_cast<const FormSlot*>(sections[1].data()),
            sections[1].size() / sizeof(FormSlot)};
  allowed_ = sections[2];
  exceptions_ = {reinterpret_cast<const ExceptionSlot*>(sections[3].data()),
                 sections[3].size() / sizeof(ExceptionSlot)};
  exception_pool_ = sections[4];
  for (std::size_t i = 0; i < kViews.size(); ++i) {
    const auto model = LinearModel::view(sections[5 + i]);
    if (!model) {
      return tl::unexpected(model.error());
    }
    this->*kViews[i] = *model;
  }
  const int n_relations = int(Deprel::xcomp) + 1;
  if (!std::has_single_bit(forms_.size()) || std::size_t(tagger.classes()) != tags.size() ||
      std::size_t(lemmas.classes()) != scripts.size() || contractions.classes() != 2 ||
      genders.classes() != 4 || guide_actions.classes() != 3 || actions.classes() != 3 ||
      guide_labels.classes() != n_relations || labels.classes() != n_relations) {
    return garbled();
  }
  return {};
}

Result<std::shared_ptr<const SyntaxModel>> SyntaxModel::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  auto out = std::make_shared<SyntaxModel>();
  out->file_ = std::move(*file);
  if (const auto read = out->read(out->file_.bytes()); !read) {
    auto error = read.error();
    error.file = path.string();
    error.message += "; make them anew with `vigie pack build`";
    return tl::unexpected(std::move(error));
  }
  return std::shared_ptr<const SyntaxModel>(std::move(out));
}

Result<std::shared_ptr<const SyntaxModel>> SyntaxModel::from_bytes(std::string bytes) {
  auto out = std::make_shared<SyntaxModel>();
  out->owned_ = std::move(bytes);
  if (const auto read = out->read(out->owned_); !read) {
    return tl::unexpected(read.error());
  }
  return std::shared_ptr<const SyntaxModel>(std::move(out));
}

SyntaxModel::Form SyntaxModel::find_form(std::uint64_t form_hash) const {
  const auto form = std::uint32_t(form_hash >> 32);
  const auto mask = forms_.size() - 1;
  for (std::size_t at = form & mask; forms_[at].upos_set != 0; at = (at + 1) & mask) {
    if (forms_[at].form == form) {
      const auto tags_of_form = allowed_.substr(forms_[at].first, forms_[at].count);
      return {forms_[at].upos_set,
              {reinterpret_cast<const std::uint8_t*>(tags_of_form.data()), tags_of_form.size()}};
    }
  }
  return {};
}

std::string_view SyntaxModel::find_exception(std::uint64_t key) const {
  const auto it =
      std::lower_bound(exceptions_.begin(), exceptions_.end(), key,
                       [](const ExceptionSlot& e, std::uint64_t k) { return e.key < k; });
  return it != exceptions_.end() && it->key == key ? exception_pool_.substr(it->first, it->count)
                                                   : std::string_view();
}

}  // namespace vigie
