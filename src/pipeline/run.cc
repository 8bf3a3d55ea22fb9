#include "pipeline/run.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace vigie {
namespace {

/// What is to be told of one input, when its turn comes.
struct Outcome {
  std::string output;
  std::vector<Error> notes;
  std::optional<Error> error;
  RunCounts counts;
};

class Run {
 public:
  Run(InputReader& inputs, Reader& reader, const RunOptions& options, const RunHandlers& handlers)
      : inputs_(inputs),
        reader_(reader),
        options_(options),
        handlers_(handlers) {}

  RunCounts all() {
    std::vector<std::thread> threads;
    for (int i = 1; i < options_.threads; ++i) {
      threads.emplace_back([this] { work(); });
    }
    work();
    for (auto& thread : threads) {
      thread.join();
    }
    if (broken_) {
      std::rethrow_exception(broken_);
    }
    return totals_;
  }

 private:
  /// Takes inputs until there are no more. Every thread runs this.
  void work() {
    try {
      while (true) {
        std::optional<Result<Page>> page;
        std::uint64_t turn = 0;
        {
          const std::lock_guard lock(input_mutex_);
          if (stop_) {
            return;
          }
          page = inputs_.next();
          if (!page) {
            return;
          }
          turn = next_input_++;
        }
        hand_over(turn, read(std::move(*page)));
      }
    } catch (...) {
      // Out of memory or a handler that cannot write: stop all, tell the caller.
      const std::scoped_lock lock(input_mutex_, output_mutex_);
      stop_ = true;
      if (!broken_) {
        broken_ = std::current_exception();
      }
      room_.notify_all();
    }
  }

  Outcome read(Result<Page> page) {
    Outcome out;
    if (!page) {
      out.error = std::move(page.error());
      out.counts.failed = 1;
      return out;
    }
    out.notes = std::move(page->notes);
    auto report = reader_.read(*page);
    if (!report) {
      // A pack that cannot be loaded is no fault of the report; the next one would fail as well.
      throw std::runtime_error(report.error().to_string());
    }
    out.counts.reports = 1;
    out.counts.sentences = report->sentences.size();
    if (!report->unread.empty()) {
      out.counts.unread = 1;
      out.notes.push_back(
          Error{"unsupported_language",
                "'" + report->article.id + "' was cleaned but not read: " + report->unread,
                page->file, page->line});
    }
    out.output = handlers_.render(*report);
    out.counts.claims = report->claims.size();
    out.counts.without_place =
        std::uint64_t(std::count_if(report->claims.begin(), report->claims.end(),
                                    [](const Claim& claim) { return claim.places.empty(); }));
    return out;
  }

  /// Keeps the outcome until its turn, then writes everything whose turn has come.
  void hand_over(std::uint64_t turn, Outcome outcome) {
    std::unique_lock lock(output_mutex_);
    // The thread whose turn it is never waits here, so the others always go on in the end.
    room_.wait(lock, [&] {
      return broken_ || turn < next_output_ + std::uint64_t(std::max(1, options_.window));
    });
    if (broken_) {
      return;
    }
    waiting_.emplace(turn, std::move(outcome));
    for (auto it = waiting_.find(next_output_); it != waiting_.end();
         it = waiting_.find(next_output_)) {
      try {
        tell(it->second);
      } catch (...) {
        // Said before the lock is given back, so that no other thread writes behind the failure.
        broken_ = std::current_exception();
        throw;
      }
      waiting_.erase(it);
      ++next_output_;
    }
    room_.notify_all();
  }

  void tell(const Outcome& outcome) {
    totals_.reports += outcome.counts.reports;
    totals_.failed += outcome.counts.failed;
    totals_.unread += outcome.counts.unread;
    totals_.sentences += outcome.counts.sentences;
    totals_.claims += outcome.counts.claims;
    totals_.without_place += outcome.counts.without_place;
    for (const auto& note : outcome.notes) {
      handlers_.note(note);
    }
    if (outcome.error) {
      handlers_.failed(*outcome.error);
    } else {
      handlers_.write(outcome.output);
    }
    if (handlers_.progress) {
      handlers_.progress(inputs_, totals_);
    }
  }

  InputReader& inputs_;
  Reader& reader_;
  const RunOptions& options_;
  const RunHandlers& handlers_;

  std::mutex input_mutex_;
  std::uint64_t next_input_ = 0;
  bool stop_ = false;

  std::mutex output_mutex_;
  std::condition_variable room_;
  std::uint64_t next_output_ = 0;
  std::map<std::uint64_t, Outcome> waiting_;
  RunCounts totals_;
  std::exception_ptr broken_;
};

}  // namespace

RunCounts run(InputReader& inputs,
              Reader& reader,
              const RunOptions& options,
              const RunHandlers& handlers) {
  return Run(inputs, reader, options, handlers).all();
}

}  // namespace vigie
