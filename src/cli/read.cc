#include "cli/command.h"
#include "pipeline/run.h"
#include "views/article_json.h"
#include "views/claim_csv.h"
#include "views/claim_json.h"
#include "views/claim_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <unistd.h>

namespace vigie::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool json = false;
  bool csv = false;
  bool quiet = false;
  int threads = 0;
  double min_confidence = 0;
};

/// A line on the terminal that tells how far the run is, once it takes longer than a second.
class ProgressBar {
 public:
  explicit ProgressBar(bool wanted) : wanted_(wanted && isatty(STDERR_FILENO) == 1) {}
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const InputReader& inputs, const RunCounts& counts) {
    const auto now = std::chrono::steady_clock::now();
    if (!wanted_ || now - start_ < std::chrono::seconds(1) ||
        now - last_ < std::chrono::milliseconds(100)) {
      return;
    }
    last_ = now;
    shown_ = true;
    const double share =
        inputs.bytes_total() == 0 ? 0 : double(inputs.bytes_done()) / double(inputs.bytes_total());
    const double seconds = std::chrono::duration<double>(now - start_).count();
    constexpr int kWidth = 30;
    const int full = std::clamp(int(share * kWidth), 0, kWidth);
    fmt::print(stderr, "\r[{}{}] {:3.0f} %  {} reports, {} claims, {:.0f} reports/s ",
               std::string(std::size_t(full), '#'), std::string(std::size_t(kWidth - full), '.'),
               100 * share, counts.reports, counts.claims, double(counts.reports) / seconds);
  }
  /// Before anything else is written to the terminal.
  void clear() {
    if (shown_) {
      fmt::print(stderr, "\r{:78}\r", "");
      shown_ = false;
    }
  }

 private:
  bool wanted_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = start_;
};

/// Drops claims below the limit; `cause` goes on naming the claim it named.
void keep_confident(std::vector<Claim>& claims, double limit) {
  std::vector<int> now(claims.size(), -1);
  std::vector<Claim> kept;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (claims[i].confidence >= limit) {
      now[i] = int(kept.size());
      kept.push_back(std::move(claims[i]));
    }
  }
  for (auto& claim : kept) {
    if (claim.cause) {
      const int to =
          *claim.cause >= 0 && *claim.cause < int(now.size()) ? now[std::size_t(*claim.cause)] : -1;
      claim.cause = to < 0 ? std::nullopt : std::optional<int>(to);
    }
  }
  claims = std::move(kept);
}

void read(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  InputReader inputs(options.files);
  ProgressBar bar(!options.quiet);
  const WordsStyle style{output_has_color()};
  bool first = true;

  RunHandlers handlers;
  handlers.render = [&](Report& report) {
    keep_confident(report.claims, options.min_confidence);
    if (options.json) {
      return to_line(report_json(report.article, report.claims)) + "\n";
    }
    if (options.csv) {
      return claim_csv(report.article, report.claims);
    }
    return report_words(report.article, report.claims, style);
  };
  handlers.write = [&](const std::string& output) {
    if (!options.json && !options.csv && !first) {
      print_out("\n");
    }
    first = false;
    bar.clear();
    print_out(output);
  };
  handlers.failed = [&](const Error& error) {
    bar.clear();
    session.report(error);
  };
  handlers.note = [&](const Error& note) {
    bar.clear();
    session.note(note);
  };
  handlers.progress = [&](const InputReader& in, const RunCounts& counts) { bar.show(in, counts); };

  if (options.csv) {
    print_out(claim_csv_header());
  }
  RunOptions run_options;
  run_options.threads =
      options.threads > 0 ? options.threads : std::max(1, int(std::thread::hardware_concurrency()));
  const auto counts = run(inputs, **reader, run_options, handlers);
  bar.clear();
  std::fflush(stdout);  // the summary comes last, also where both go to one file
  if (!options.quiet) {
    fmt::print(stderr, "read {} reports: {} sentences, {} claims, {} without a place",
               counts.reports, counts.sentences, counts.claims, counts.without_place);
    if (counts.unread > 0) {
      fmt::print(stderr, "; {} in a language without a pack", counts.unread);
    }
    if (counts.failed > 0) {
      fmt::print(stderr, "; {} inputs failed", counts.failed);
    }
    fmt::print(stderr, "\n");
  }
}

}  // namespace

void add_read(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("read", "claims of reports: who did what, where, according to whom");
  add_inputs(*command, options->files);
  auto* form = command->add_option_group("output");
  form->add_flag("--json", options->json, "one JSON object per report and line (docs/formats.md)");
  form->add_flag("--csv", options->csv, "one line per claim, for a spreadsheet");
  form->require_option(0, 1);
  command
      ->add_option("--min-confidence", options->min_confidence,
                   "leave out claims less likely than this to be right")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "threads (default: one per processor)")
      ->check(CLI::Range(1, 256));
  command->add_flag("-q,--quiet", options->quiet, "no progress bar, no summary");
  command->footer(
      "Examples:\n"
      "  vigie read examples/boukamal-1.txt\n"
      "  vigie read --json reports.jsonl.gz > claims.ndjson\n"
      "  vigie read --csv --min-confidence 0.8 reports/ > claims.csv\n"
      "Each claim is printed with its day, what is said to have happened, who says so, how likely\n"
      "it is that the program read it right, and the words it rests on.");
  command->callback([&session, options] { read(session, *options); });
}

}  // namespace vigie::cli
