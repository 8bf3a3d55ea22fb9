#include "sentences/sentence.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(Sentence, UposNamesRoundTrip) {
  for (int i = 1; i <= int(Upos::X); ++i) {
    EXPECT_EQ(parse_upos(to_string(Upos(i))), Upos(i));
  }
  EXPECT_EQ(parse_upos("BANANA"), Upos::none);
}

TEST(Sentence, DeprelNamesRoundTrip) {
  for (int i = 0; i <= int(Deprel::xcomp); ++i) {
    EXPECT_EQ(parse_deprel(to_string(Deprel(i))), Deprel(i));
  }
  EXPECT_EQ(to_string(Deprel::acl_relcl), "acl:relcl");
  EXPECT_EQ(parse_deprel("nmod:tmod"), Deprel::nmod);
  EXPECT_EQ(parse_deprel("strange"), Deprel::dep);
}

TEST(Sentence, FeaturesRoundTrip) {
  const std::string s = "Gender=Fem|Number=Sing|Tense=Past|VerbForm=Part|Voice=Pass";
  EXPECT_EQ(to_string(parse_features(s)), s);
  EXPECT_EQ(to_string(Features{}), "_");
  const auto f = parse_features("Number=Plur|Person=3|Poss=Yes|PronType=Prs|Reflex=Yes|Foo=Bar");
  EXPECT_EQ(f.person, 3);
  EXPECT_TRUE(f.possessive);
  EXPECT_TRUE(f.reflexive);
  EXPECT_EQ(f.pron_type, PronType::Prs);
}

Sentence small_tree() {
  // the army left the town
  Sentence s;
  s.tokens.resize(5);
  const int heads[] = {1, 2, -1, 4, 2};
  const Deprel rels[] = {Deprel::det, Deprel::nsubj, Deprel::root, Deprel::det, Deprel::obj};
  for (int i = 0; i < 5; ++i) {
    s[i].head = heads[i];
    s[i].rel = rels[i];
  }
  return s;
}

TEST(Tree, ChildrenRootRangeDominates) {
  const auto s = small_tree();
  const Tree tree(s);
  EXPECT_EQ(tree.root(), 2);
  EXPECT_EQ(tree.children(2), (std::vector<int>{1, 4}));
  EXPECT_EQ(tree.child(2, Deprel::obj), 4);
  EXPECT_EQ(tree.child(2, Deprel::obl), -1);
  EXPECT_EQ(tree.range(4), std::make_pair(3, 5));
  EXPECT_EQ(tree.range(2), std::make_pair(0, 5));
  EXPECT_TRUE(tree.dominates(2, 0));
  EXPECT_FALSE(tree.dominates(4, 0));
}

TEST(Tree, BrokenTreesDoNotLoop) {
  Sentence s;
  s.tokens.resize(2);
  s[0].head = 1;
  s[1].head = 0;
  const Tree tree(s);
  EXPECT_EQ(tree.root(), -1);
  EXPECT_FALSE(tree.dominates(7, 0));
  tree.range(0);
}

}  // namespace
}  // namespace vigie
