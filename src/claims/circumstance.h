#pragma once
#include "claims/claim.h"
#include "claims/matcher.h"
#include "claims/pattern.h"
#include "claims/report_view.h"

#include <optional>
#include <string>
#include <vector>

namespace vigie {

/// The quantity that claims of each type count when nothing says otherwise, and what kinds of noun
/// it is counted in: data/schema/types.tsv.
class TypeTable {
 public:
  static Result<TypeTable> load(const DataDir& data);
  /// "killed" for kill; "" where the type counts nothing of its own.
  const std::string& default_quantity(ClaimType type) const { return quantity_[std::size_t(type)]; }

 private:
  std::vector<std::string> quantity_;
};

/// When, where, how many, how much of the place: what a clause says besides its core roles.
/// Borrows everything. One per sentence.
class CircumstanceReader {
 public:
  CircumstanceReader(const LanguagePack& pack,
                     const TypeTable& types,
                     const ReportView& report,
                     const SentenceView& view,
                     const FrameBuilder& builder)
      : pack_(pack),
        types_(types),
        report_(report),
        view_(view),
        builder_(builder) {}

  /// Indices of the place mentions where it happens, that no slot of the pattern took.
  std::vector<int> free_places(const Match& match, bool slot_has_place) const;
  /// Index of the time mention that dates the clause; -1 when the sentence gives none.
  int time_of(const Match& match) const;
  /// Figures of the clause with their quantity; `taken` gets the indices of the mentions used.
  std::vector<Figure> figures(const Match& match, const Rule& rule, std::vector<int>& taken) const;
  Extent extent(const Match& match, const std::vector<int>& places) const;
  /// `relation` of a place by its preposition, for mentions that say just "at".
  std::string relation_of(int place, ClaimType type) const;

 private:
  int clause_of(int token) const;
  std::string quantity_of(const FigureMention& figure, const Match& match, const Rule& rule) const;

  const LanguagePack& pack_;
  const TypeTable& types_;
  const ReportView& report_;
  const SentenceView& view_;
  const FrameBuilder& builder_;
};

}  // namespace vigie
