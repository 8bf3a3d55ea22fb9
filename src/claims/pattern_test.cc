#include "claims/pattern.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

/// The French pack of the build, for its word classes.
std::shared_ptr<const LanguagePack> french() {
  const auto data = find_data_dir("");
  EXPECT_TRUE(data) << data.error().to_string();
  const auto pack = LanguagePack::load(*data, "fr");
  EXPECT_TRUE(pack) << pack.error().to_string();
  return *pack;
}

TEST(Pattern, ReadsTriggerSlotsAndWords) {
  PatternSet set;
  const auto done = set.add_file(*french(), "capture.txt",
                                 "rule capture.test\n"
                                 "  when {actor:armed}! prendre contrôle de {place}! -match\n"
                                 "  set weight=0.7 extent=full\n"
                                 "  example L'armée a pris le contrôle de X => actor=armée\n");
  ASSERT_TRUE(done) << done.error().to_string();
  ASSERT_EQ(set.patterns().size(), 1U);
  const Pattern& p = set.patterns()[0];
  EXPECT_EQ(p.trigger.lemmas, std::vector<std::string>{"prendre"});
  ASSERT_EQ(p.with.size(), 1U);
  EXPECT_EQ(p.with[0].lemmas[0], "contrôle");
  EXPECT_EQ(p.without.size(), 1U);
  ASSERT_EQ(p.slots.size(), 2U);
  EXPECT_EQ(p.slots[0].function, SlotFunction::subject);
  EXPECT_EQ(p.slots[0].wanted, SlotClass::armed);
  EXPECT_TRUE(p.slots[0].required);
  EXPECT_EQ(p.slots[1].function, SlotFunction::complement);
  EXPECT_EQ(p.slots[1].prepositions, std::vector<std::string>{"de"});
  EXPECT_EQ(set.rules()[0].extent, Extent::full);
  EXPECT_DOUBLE_EQ(set.rules()[0].weight, 0.7);
}

TEST(Pattern, ReflexiveAlternativesAreFramesOfTheirOwn) {
  PatternSet set;
  ASSERT_TRUE(set.add_file(*french(), "assault.txt",
                           "rule assault.test\n  when {actor} déferler|se ruer sur {place}!\n"));
  ASSERT_EQ(set.patterns().size(), 2U);
  EXPECT_FALSE(set.patterns()[0].reflexive);
  EXPECT_TRUE(set.patterns()[1].reflexive);
  EXPECT_EQ(set.patterns()[1].trigger.lemmas, std::vector<std::string>{"ruer"});
}

TEST(Pattern, ErrorsNameFileLineAndNextStep) {
  struct Bad {
    const char* file;
    const char* text;
    std::size_t line;
    const char* part;
  };
  for (const Bad& bad : {
           Bad{"nonsense.txt", "rule nonsense.x\n", 0, "no claim type"},
           Bad{"capture.txt", "rule hold.x\n", 1, "begin with 'capture.'"},
           Bad{"capture.txt", "when {actor} prendre\n", 1, "before the first"},
           Bad{"capture.txt", "rule capture.x\n  when {general} prendre\n", 2, "unknown role"},
           Bad{"capture.txt", "rule capture.x\n  when {actor} @nothing\n", 2, "unknown word class"},
           Bad{"capture.txt", "rule capture.x\n  when {actor}\n", 2, "no trigger"},
           Bad{"capture.txt", "rule capture.x\n\n  set weight=3\n", 3, "probability"},
           Bad{"capture.txt", "rule capture.x\n  set colour=red\n", 2, "unknown setting"},
           Bad{"capture.txt", "rule capture.x\n  then stop\n", 2, "unknown line"},
       }) {
    PatternSet set;
    const auto done = set.add_file(*french(), bad.file, bad.text);
    ASSERT_FALSE(done) << bad.text;
    EXPECT_EQ(done.error().code, "bad_pattern");
    EXPECT_EQ(done.error().file, bad.file);
    EXPECT_EQ(done.error().line, bad.line) << bad.text;
    EXPECT_NE(done.error().message.find(bad.part), std::string::npos) << done.error().message;
  }
}

}  // namespace
}  // namespace vigie
