#include "mentions/actor_finder.h"

#include "mentions/mention_test_report.h"
#include "mentions/name_spotter.h"

namespace vigie {
namespace {

TEST(ActorFinder, ComposesCountryAndForce) {
  VIGIE_READ(r, "fr",
             "Mali\n\nL'armée malienne a repris Ansongo. Les soldats tchadiens sont partis.");
  EXPECT_EQ(r.id("armée malienne"), "army-ml");
  EXPECT_EQ(r.id("soldats tchadiens"), "army-td");
}

TEST(ActorFinder, JoinsTitleAndName) {
  VIGIE_READ(
      r, "en",
      "Iraq\n\nPrime Minister Karim al-Jabari praised the troops. Jabari said the war was over.");
  const ActorMention* m = r.actor("Prime Minister Karim al-Jabari");
  ASSERT_NE(m, nullptr);
  EXPECT_EQ(m->person, "Karim al-Jabari");
  EXPECT_EQ(m->kind, ActorKind::person);
  EXPECT_EQ(r.name("Jabari"), "Karim al-Jabari");
}

TEST(ActorFinder, JoinsRoleBehindAComma) {
  VIGIE_READ(
      r, "fr",
      "Niger\n\nLe porte-parole de l'armée, le général Moussa Kanté, a parlé. Kanté a menti.");
  EXPECT_EQ(r.name("Kanté"), "Moussa Kanté");
}

TEST(ActorFinder, ReadsUnknownOrganisations) {
  VIGIE_READ(
      r, "en",
      "Clashes\n\nThe Tamana Liberation Front (TLF) attacked a base. The TLF has many fighters. "
      "The Doctors Relief Network counted nine dead.");
  EXPECT_EQ(r.name("Tamana Liberation Front"), "Tamana Liberation Front");
  EXPECT_EQ(r.actor("Tamana Liberation Front")->kind, ActorKind::rebel_group);
  EXPECT_EQ(r.name("TLF"), "Tamana Liberation Front");
  EXPECT_EQ(r.actor("Doctors Relief Network")->kind, ActorKind::observatory);
}

TEST(ActorFinder, ReadsUnknownOrganisationsInFrench) {
  VIGIE_READ(r, "fr", "Combats\n\nLe Réseau des avocats du Nord accuse la milice Tamboura.");
  EXPECT_EQ(r.name("Réseau des avocats du Nord"), "Réseau des avocats du Nord");
  EXPECT_NE(r.actor("milice Tamboura"), nullptr);
}

TEST(ActorFinder, KeepsBothOwners) {
  VIGIE_READ(r, "fr",
             "Syrie\n\nDes combattants du Front al-Nosra et d'Ahrar al-Cham ont pris la base.");
  const ActorMention* m = r.actor("combattants du Front al-Nosra");
  ASSERT_NE(m, nullptr);
  ASSERT_GE(m->and_also, 0);
  EXPECT_EQ(r.mentions.actors[std::size_t(m->and_also)].surface, "Ahrar al-Cham");
}

TEST(ActorFinder, CapitalInADatelineIsAPlace) {
  VIGIE_READ(r, "en", "Iraq\n\nBAGHDAD, May 3 - Troops left the town. Baghdad denied it.");
  EXPECT_EQ(r.actor("BAGHDAD"), nullptr);
  EXPECT_NE(r.actor("Baghdad"), nullptr);
}

TEST(NameSpotter, HeadingsSayNothing) {
  Sentence s;
  for (const char* word : {"ARMY", "TAKES", "THE", "CITY", "BACK"}) {
    Token t;
    t.form = word;
    s.tokens.push_back(t);
  }
  EXPECT_TRUE(is_all_capitals(s));
}

}  // namespace
}  // namespace vigie
