#include "mentions/mention_test_report.h"

namespace vigie {
namespace {

TEST(Coreference, BareArmyIsTheReportsCountry) {
  VIGIE_READ(
      r, "en",
      "Mali: army base attacked\n\nGunmen attacked a base near Ansongo in Mali on Monday. The "
      "army lost ten soldiers, a source in Gao said. Paris sent a message.");
  EXPECT_EQ(r.id("army"), "army-ml");
  EXPECT_EQ(r.id("soldiers"), "army-ml");
}

TEST(Coreference, HeIsAPersonAndItIsNone) {
  VIGIE_READ(
      r, "en",
      "Nigeria\n\nThe Nigerian army attacked the camp. General Sani Umaru praised it on Friday. "
      "He said the camp was empty.");
  EXPECT_EQ(r.name("He"), "Sani Umaru");
  EXPECT_EQ(r.id("it"), "army-ng");
}

TEST(Coreference, OurForcesAreTheSpeakers) {
  VIGIE_READ(
      r, "fr",
      "Irak\n\n« Nos forces ont repris le pont », a déclaré un porte-parole de l'armée irakienne.");
  EXPECT_EQ(r.id("forces"), "army-iq");
}

TEST(Coreference, GroupWithItsOwnNameDoesNotReferBack) {
  VIGIE_READ(r, "en",
             "Sudan\n\nThe Rapid Support Forces shelled the market. The network of doctors counted "
             "nine dead. The group denied it.");
  EXPECT_NE(r.name("network"), "Rapid Support Forces");
  EXPECT_EQ(r.name("group"), "Rapid Support Forces");
}

TEST(Coreference, OthersAreWhatWasCounted) {
  VIGIE_READ(r, "fr",
             "Mali\n\nDouze soldats maliens ont été tués et neuf autres ont été blessés à Ménaka.");
  EXPECT_EQ(r.id("autres"), "army-ml");
}

TEST(Coreference, TownIsTheSalientOne) {
  VIGIE_READ(
      r, "fr",
      "Syrie: Palmyre reprise\n\nL'armée syrienne a repris Palmyre jeudi. Un convoi est parti "
      "de Homs. La ville était tenue par les jihadistes depuis un an.");
  EXPECT_EQ(r.place("ville"), r.place("Palmyre"));
}

TEST(Coreference, NeighbouringTownIsAnother) {
  VIGIE_READ(r, "en",
             "Syria\n\nThe army retook Palmyra on Monday. Rebels fled to a nearby town, and shells "
             "fell on the neighbouring town too.");
  EXPECT_NE(r.place("neighbouring town"), r.place("Palmyra"));
}

}  // namespace
}  // namespace vigie
