#include "base/utf8.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(Utf8, FoldOpensLigaturesAndDropsMarks) {
  EXPECT_EQ(fold("Déir ez‑Zör, l’Œuvre"), "deir ez-zor, l'oeuvre");
  EXPECT_EQ(fold_name("Al-Qa’im"), "al qaim");
  EXPECT_EQ(fold_name("  Saint - Denis "), "saint denis");
  EXPECT_EQ(fold("Ḥamāh"), "hamah");
}

TEST(Utf8, BrokenBytesAreSeenAndReplaced) {
  EXPECT_TRUE(is_valid_utf8("été"));
  EXPECT_FALSE(is_valid_utf8("\xC3"));
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));  // overlong
  std::size_t broken = 0;
  EXPECT_EQ(repair_utf8("a\xFF"
                        "b",
                        &broken),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(broken, 1U);
}

TEST(Utf8, CodePointIndexAgreesWithCounting) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += i % 3 == 0 ? "é" : i % 3 == 1 ? "x" : "€";
  }
  const CodePointIndex index(text);
  std::size_t n = 0;
  for (std::size_t byte = 0; byte < text.size();) {
    EXPECT_EQ(index.code_points_before(byte), n);
    EXPECT_EQ(index.byte_of(n), byte);
    byte += code_point_at(text, byte).bytes;
    ++n;
  }
  EXPECT_EQ(index.code_points_before(text.size()), n);
  EXPECT_EQ(index.byte_of(n), text.size());
}

}  // namespace
}  // namespace vigie
