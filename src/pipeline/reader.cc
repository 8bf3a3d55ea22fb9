#include "pipeline/reader.h"

#include <filesystem>

namespace vigie {

Result<std::shared_ptr<Reader>> Reader::load(const DataDir& data) {
  auto articles = ArticleReader::load(data);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  auto reader = std::make_shared<Reader>();
  reader->data_ = data;
  reader->articles_ = std::move(*articles);
  return reader;
}

bool Reader::has_pack(const std::string& language) const {
  std::error_code ec;
  return language.size() == 2 &&
         std::filesystem::exists(data_.language(language) / "pack.toml", ec);
}

const Result<LanguageReader>& Reader::language(const std::string& language) {
  const std::lock_guard lock(mutex_);
  auto it = languages_.find(language);
  if (it == languages_.end()) {
    it = languages_.emplace(language, load_language(language)).first;
  }
  return it->second;
}

Result<LanguageReader> Reader::load_language(const std::string& language) {
  LanguageReader reader;
  if (catalogue_ == nullptr) {
    auto catalogue = load_actor_catalogue(data_);
    if (!catalogue) {
      return tl::unexpected(catalogue.error());
    }
    catalogue_ = std::move(*catalogue);
  }
  if (gazetteer_ == nullptr) {
    auto gazetteer = open_gazetteer(data_);
    if (!gazetteer) {
      return tl::unexpected(gazetteer.error());
    }
    gazetteer_ = std::move(*gazetteer);
  }
  auto pack = LanguagePack::load(data_, language);
  if (!pack) {
    return tl::unexpected(pack.error());
  }
  reader.pack = std::move(*pack);
  auto annotator = Annotator::load(reader.pack);
  if (!annotator) {
    return tl::unexpected(annotator.error());
  }
  reader.annotator = std::move(*annotator);
  auto mentions = MentionFinder::load(reader.pack, catalogue_, gazetteer_);
  if (!mentions) {
    return tl::unexpected(mentions.error());
  }
  reader.mentions = std::move(*mentions);
  auto claims = ClaimReader::load(reader.pack);
  if (!claims) {
    return tl::unexpected(claims.error());
  }
  reader.claims = std::move(*claims);
  return reader;
}

Result<Report> Reader::read(const Page& page) {
  return read(articles_.read(page));
}

Result<Report> Reader::read(Article article) {
  Report report;
  report.article = std::move(article);
  const auto& language = report.article.language;
  if (!has_pack(language)) {
    report.unread = language.empty() ? "its language could not be told; give it in the field `lang`"
                                     : "there is no language pack for '" + language + "'";
    return report;
  }
  const auto& stages = this->language(language);
  if (!stages) {
    return tl::unexpected(stages.error());
  }
  report.sentences = stages->annotator->annotate(report.article);
  report.mentions = stages->mentions->find(report.article, report.sentences);
  report.claims = stages->claims->read(report.article, report.sentences, report.mentions);
  return report;
}

}  // namespace vigie
