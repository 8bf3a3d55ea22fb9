#include "eval/claim_score.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {
using Json = nlohmann::json;

const std::string kText = "L'armée a repris Tarba jeudi et tué douze combattants.";

Json gold_claim(const std::string& type, const std::string& evidence) {
  return {{"type", type}, {"evidence", evidence}};
}

Json predicted_claim(const std::string& type, int begin, int end) {
  return {{"type", type}, {"evidence", {{"begin", begin}, {"end", end}}}};
}

ClaimScores score(Json gold_claims, Json predicted_claims) {
  const Json gold = {{"doc", "d"}, {"text", kText}, {"claims", std::move(gold_claims)}};
  const Json predicted = {{"doc", "d"}, {"text", kText}, {"claims", std::move(predicted_claims)}};
  return score_claims({gold}, {{"d", predicted}}, true);
}

TEST(ClaimScore, TypeAndMeetingEvidenceMakeAMatch) {
  const auto s = score({gold_claim("capture", "a repris Tarba"), gold_claim("kill", "tué douze")},
                       {predicted_claim("capture", 8, 22), predicted_claim("assault", 32, 41)});
  EXPECT_EQ(s.claim.hit, 1);
  EXPECT_EQ(s.claim.predicted, 2);
  EXPECT_EQ(s.claim.wanted, 2);
  ASSERT_EQ(s.confused.size(), 1U);
  EXPECT_EQ(s.confused[0].first.first, "kill");
  EXPECT_EQ(s.errors.size(), 2U);  // one miss, one extra
}

TEST(ClaimScore, EvidenceThatSharesLessThanAThirdIsNoMatch) {
  const auto s =
      score({gold_claim("capture", "a repris Tarba")}, {predicted_claim("capture", 20, 54)});
  EXPECT_EQ(s.claim.hit, 0);
}

TEST(ClaimScore, OptionalClaimsCountNeitherWay) {
  auto optional = gold_claim("capture", "a repris Tarba");
  optional["optional"] = true;
  EXPECT_EQ(score({optional}, {predicted_claim("capture", 8, 22)}).claim.predicted, 0);
  EXPECT_EQ(score({optional}, Json::array()).claim.wanted, 0);
}

TEST(ClaimScore, NamesMeetAcrossCaseAccentsAndParticles) {
  auto gold = gold_claim("capture", "a repris Tarba");
  gold["actors"] = Json::array({Json::array({"armée malienne", "Malian army"})});
  gold["targets"] = Json::array();
  auto predicted = predicted_claim("capture", 8, 22);
  predicted["actors"] = {{{"name", "L'Armee Malienne"}}};
  const auto s = score({gold}, {predicted});
  EXPECT_EQ(s.roles[int(Role::actors)].hit, 1);
  EXPECT_EQ(s.who_what_where.hit, 1);
}

TEST(ClaimScore, PlacesMeetByDistance) {
  auto gold = gold_claim("capture", "a repris Tarba");
  gold["places"] = {{{"names", {"Tarba"}}, {"lat", 13.0}, {"lon", 2.0}, {"km", 25}}};
  auto near = predicted_claim("capture", 8, 22);
  near["places"] = {{{"name", "Elsewhere"}, {"lat", 13.1}, {"lon", 2.1}}};
  auto far = near;
  far["places"][0]["lat"] = 14.0;
  EXPECT_EQ(score({gold}, {near}).roles[int(Role::places)].hit, 1);
  EXPECT_EQ(score({gold}, {far}).roles[int(Role::places)].hit, 0);
}

TEST(ClaimScore, SourcesCountInTheirOrder) {
  auto gold = gold_claim("capture", "a repris Tarba");
  gold["sources"] = {{"army"}, {"state media"}};
  auto predicted = predicted_claim("capture", 8, 22);
  predicted["sources"] = {{{"actor", {{"name", "state media"}}}}, {{"actor", {{"name", "army"}}}}};
  EXPECT_EQ(score({gold}, {predicted}).roles[int(Role::sources)].hit, 1);
}

TEST(ClaimScore, SidesOfAClashAreInterchangeable) {
  auto gold = gold_claim("clash", "a repris Tarba");
  gold["actors"] = {{"army"}, {"rebels"}};
  auto predicted = predicted_claim("clash", 8, 22);
  predicted["actors"] = {{{"name", "rebels"}}};
  predicted["targets"] = {{{"name", "army"}}};
  EXPECT_EQ(score({gold}, {predicted}).roles[int(Role::actors)].hit, 2);
}

TEST(ClaimScore, TheMatchingWithMostPairsWins) {
  // The first prediction meets both, the second only one: greedy would lose a pair.
  const auto s =
      score({gold_claim("capture", "a repris Tarba"), gold_claim("capture", "repris Tarba jeudi")},
            {predicted_claim("capture", 8, 28), predicted_claim("capture", 8, 14)});
  EXPECT_EQ(s.claim.hit, 2);
}

TEST(ClaimScore, CalibrationErrorIsMeanGapOfTenBins) {
  auto right = predicted_claim("capture", 8, 22);
  right["confidence"] = 0.8;
  auto wrong = predicted_claim("kill", 8, 22);
  wrong["confidence"] = 0.6;
  const auto s = score({gold_claim("capture", "a repris Tarba")}, {right, wrong});
  ASSERT_TRUE(s.calibration_error);
  EXPECT_NEAR(*s.calibration_error, (0.2 + 0.6) / 2, 1e-9);
}

TEST(ClaimScore, ADocumentWithoutPredictionCountsAsMissed) {
  const Json gold = {
      {"doc", "d"}, {"text", kText}, {"claims", {gold_claim("capture", "a repris")}}};
  const auto s = score_claims({gold}, {}, false);
  EXPECT_EQ(s.missing_documents, 1);
  EXPECT_EQ(s.claim.wanted, 1);
}

}  // namespace
}  // namespace vigie
