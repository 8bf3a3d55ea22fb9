#pragma once
#include "base/day.h"
#include "base/span.h"
#include "mentions/mention.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// The types of the codebook, docs/codebook.md section 2; meanings in data/schema/types.tsv.
enum class ClaimType : std::uint8_t {
  capture,
  hold,
  besiege,
  relieve,
  withdraw,
  handover,
  advance,
  clash,
  assault,
  repel,
  strike,
  bomb,
  kill,
  injure,
  abuse,
  abduct,
  detain,
  release,
  displace,
  return_,
  support,
  deploy,
  present,
  stockpile,
  disrupt,
  regroup,
  destroy,
  loot,
  protest,
  riot,
  crackdown,
  aid,
  agree,
  negotiate,
  demand,
  reject,
  accuse,
  threaten,
  sanction
};
std::string_view to_string(ClaimType type);
std::optional<ClaimType> parse_claim_type(std::string_view s);

enum class Modality : std::uint8_t { asserted, hedged, planned };
enum class Polarity : std::uint8_t { positive, negative };
enum class Extent : std::uint8_t { unsaid, full, most, part, last, none };
std::string_view to_string(Modality m);
std::string_view to_string(Polarity p);
std::string_view to_string(Extent e);  ///< "" for unsaid

/// An actor as a claim prints it. Two fillers are the same when id and name are.
struct ActorFiller {
  std::string id;
  std::string name;
  std::string surface;
  ActorKind kind = ActorKind::unnamed;
  std::string country;
};

struct PlaceFiller {
  std::string id;
  std::string name;
  std::string surface;
  std::optional<double> lat;
  std::optional<double> lon;
  PlaceKind kind = PlaceKind::unknown;
  std::string relation = "at";
  std::string parent;
};

/// Days, both inclusive (codebook section 1). `precision` is day, month, year, hour or vague.
struct ClaimTime {
  Day begin{};
  Day end{};
  std::string precision = "day";
};

struct Figure {
  std::string quantity;  ///< killed, wounded, displaced ... (codebook rule 9)
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  bool approx = false;
  std::string of;  ///< what is counted, as written
};

/// One link of the chain of who says so. Kinds: party, official, observer, media, person, witness,
/// anonymous, unknown. Channels: communique, interview, social, broadcast, press_conference, "".
struct Source {
  ActorFiller actor;
  std::string kind;
  std::string channel;
};

/// Why a claim was made; what `vigie explain` prints.
struct Trace {
  std::string rule;  ///< `capture.liberer`
  std::string file;  ///< pattern file
  std::size_t line = 0;
  int sentence = 0;
  int trigger = 0;           ///< token index in the sentence
  bool by_chunks = false;    ///< the tree was doubtful, chunk order decided
  std::string modality_cue;  ///< words that set it, "" for the default
  std::string polarity_cue;
  std::string source_cue;
};

/// One statement found in one report, according to somebody (docs/codebook.md).
struct Claim {
  ClaimType type = ClaimType::capture;
  std::string mode;
  std::vector<ActorFiller> actors;
  std::vector<ActorFiller> targets;
  std::vector<PlaceFiller> places;
  std::optional<ClaimTime> time;
  std::vector<Figure> figures;
  Extent extent = Extent::unsaid;
  Modality modality = Modality::asserted;
  Polarity polarity = Polarity::positive;
  std::vector<Source> sources;  ///< origin first
  std::optional<int> cause;     ///< index of another claim of the report
  ByteSpan evidence;
  double confidence = 0.5;
  Trace trace;
};

}  // namespace vigie
