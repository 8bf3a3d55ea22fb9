// Reports per second of every step, end to end on several threads, and claim F1 in the same run,
// beside a rival that only spots words. README.md beside this file has a result and its meaning.
#include "eval/claim_score.h"
#include "page/input_reader.h"
#include "pipeline/run.h"
#include "views/article_json.h"
#include "views/claim_json.h"

#include "keyword_reader.h"
#include "report_generator.h"
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <thread>
#include <unistd.h>

namespace vigie {
namespace {
namespace fs = std::filesystem;

struct Options {
  int reports = 5000;
  int threads = 2;
  unsigned seed = 1;
  std::string gold;
};

[[noreturn]] void stop(const Error& error) {
  fmt::print(stderr, "vigie_bench: {}\n", error.to_string());
  std::exit(1);
}

template <typename T>
T value_or_stop(Result<T> result) {
  if (!result) {
    stop(result.error());
  }
  return std::move(*result);
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print_rate(std::string_view what, double time, std::size_t reports, std::size_t words) {
  fmt::print("{:<28} {:>10.0f} reports/s  {:>12.0f} words/s  {:>8.3f} ms/report\n", what,
             double(reports) / time, double(words) / time, 1000 * time / double(reports));
}

/// Each step alone, on one thread, over the same reports.
void measure_steps(Reader& reader, const fs::path& file) {
  std::vector<Page> pages;
  const double parse_time = seconds([&] {
    InputReader inputs({file.string()});
    while (auto page = inputs.next()) {
      pages.push_back(value_or_stop(std::move(*page)));
    }
  });
  std::vector<Report> reports(pages.size());
  const double page_time = seconds([&] {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      reports[i].article = reader.articles().read(pages[i]);
    }
  });
  std::map<std::string, LanguageReader> stages;
  for (const auto& report : reports) {
    if (stages.find(report.article.language) == stages.end()) {
      stages.emplace(report.article.language,
                     value_or_stop(reader.language(report.article.language)));
    }
  }
  const auto each = [&](const std::function<void(const LanguageReader&, Report&)>& step) {
    return seconds([&] {
      for (auto& report : reports) {
        step(stages.at(report.article.language), report);
      }
    });
  };
  const double sentence_time = each(
      [](const LanguageReader& s, Report& r) { r.sentences = s.annotator->annotate(r.article); });
  const double mention_time = each([](const LanguageReader& s, Report& r) {
    r.mentions = s.mentions->find(r.article, r.sentences);
  });
  const double claim_time = each([](const LanguageReader& s, Report& r) {
    r.claims = s.claims->read(r.article, r.sentences, r.mentions);
  });
  std::size_t bytes = 0;
  const double json_time = each([&](const LanguageReader&, Report& r) {
    bytes += to_line(report_json(r.article, r.claims)).size();
  });
  std::size_t words = 0;
  std::size_t claims = 0;
  for (const auto& report : reports) {
    claims += report.claims.size();
    for (const auto& sentence : report.sentences) {
      words += sentence.tokens.size();
    }
  }
  const auto n = reports.size();
  fmt::print("{} reports, {} words, {} claims, {} bytes of output\n\n", n, words, claims, bytes);
  print_rate("input (JSONL)", parse_time, n, words);
  print_rate("page", page_time, n, words);
  print_rate("sentences", sentence_time, n, words);
  print_rate("mentions", mention_time, n, words);
  print_rate("claims", claim_time, n, words);
  print_rate("output (JSON)", json_time, n, words);
  print_rate("all steps, one thread",
             parse_time + page_time + sentence_time + mention_time + claim_time + json_time, n,
             words);
}

/// `vigie read --json` without the writing to disk.
void measure_run(Reader& reader, const fs::path& file, int threads) {
  std::size_t bytes = 0;
  RunCounts counts;
  RunHandlers handlers;
  handlers.render = [](Report& r) { return to_line(report_json(r.article, r.claims)); };
  handlers.write = [&](const std::string& s) { bytes += s.size(); };
  handlers.failed = [](const Error& e) { stop(e); };
  handlers.note = [](const Error&) {};
  RunOptions options;
  options.threads = threads;
  const double time = seconds([&] {
    InputReader inputs({file.string()});
    counts = run(inputs, reader, options, handlers);
  });
  fmt::print("{:<28} {:>10.0f} reports/s\n", fmt::format("end to end, {} thread(s)", threads),
             double(counts.reports) / time);
}

void measure_quality(Reader& reader, const std::string& folder) {
  const auto gold = value_or_stop(load_gold(folder));
  const auto rival =
      value_or_stop(KeywordReader::load(std::string(VIGIE_SOURCE_DIR) + "/bench/keywords.tsv"));
  std::map<std::string, ClaimDocument> ours;
  std::map<std::string, ClaimDocument> theirs;
  double our_time = 0;
  double their_time = 0;
  for (const auto& document : gold) {
    const auto page = page_of_gold(document);
    std::vector<Claim> claims;
    Report report;
    our_time += seconds([&] { report = value_or_stop(reader.read(page)); });
    their_time += seconds([&] { claims = rival.read(reader.articles().read(page)); });
    ours[page.id] = ClaimDocument::parse(report_json(report.article, report.claims).dump());
    theirs[page.id] = ClaimDocument::parse(report_json(report.article, claims).dump());
  }
  fmt::print("\nquality on {} ({} reports)\n", folder, gold.size());
  const auto row = [&](std::string_view who, const std::map<std::string, ClaimDocument>& predicted,
                       double time) {
    const auto s = score_claims(gold, predicted, false);
    fmt::print(
        "{:<14} claim F1 {:.3f}  role F1 {:.3f}  who-what-where F1 {:.3f}  {:>8.0f} reports/s\n",
        who, s.claim.f1(), s.role.f1(), s.who_what_where.f1(), double(gold.size()) / time);
  };
  row("vigie", ours, our_time);
  row("keywords", theirs, their_time);
}

int main_of(const Options& options) {
  const auto data = value_or_stop(find_data_dir(""));
  auto reader = value_or_stop(Reader::load(data));
  const auto records = value_or_stop(generate_reports(
      data, std::string(VIGIE_SOURCE_DIR) + "/examples", options.reports, options.seed));
  const auto file = fs::temp_directory_path() / fmt::format("vigie-bench-{}.jsonl", getpid());
  {
    std::ofstream out(file, std::ios::binary);
    for (const auto& record : records) {
      out << record << '\n';
    }
  }
  measure_steps(*reader, file);
  for (int threads = 1; threads <= options.threads; threads *= 2) {
    measure_run(*reader, file, threads);
  }
  fs::remove(file);
  measure_quality(*reader, options.gold);
  return 0;
}

}  // namespace
}  // namespace vigie

int main(int argc, char** argv) {
  vigie::Options options;
  options.gold = std::string(VIGIE_SOURCE_DIR) + "/tests/reports/mini";
  CLI::App app{"Measures speed and quality of reading in one run.", "vigie_bench"};
  app.add_option("--reports", options.reports, "generated reports")->capture_default_str();
  app.add_option("--threads", options.threads, "largest number of threads (doubled from 1)")
      ->capture_default_str();
  app.add_option("--seed", options.seed, "of the generated reports")->capture_default_str();
  app.add_option("--gold", options.gold, "folder of gold reports")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return vigie::main_of(options);
}
