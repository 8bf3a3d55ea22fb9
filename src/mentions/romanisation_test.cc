#include "mentions/romanisation.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

const Romaniser& romaniser() {
  static const Romaniser loaded = [] {
    const auto data = find_data_dir("");
    return Romaniser::load(*data).value();
  }();
  return loaded;
}

std::string arabic(std::string_view name) {
  return romaniser().key(romaniser().family("arabic"), fold_name(name));
}

std::string cyrillic(std::string_view name) {
  return romaniser().key(romaniser().family("cyrillic"), fold_name(name));
}

TEST(Romanisation, ArabicSpellingsMeet) {
  EXPECT_EQ(arabic("Boukamal"), arabic("Abu Kamal"));
  EXPECT_EQ(arabic("Boukamal"), arabic("Ālbū Kamāl"));
  EXPECT_EQ(arabic("Deir Ezzor"), arabic("Dayr az Zawr"));
  EXPECT_EQ(arabic("Al-Qaïm"), arabic("Al Qā’im"));
  EXPECT_EQ(arabic("Haouija"), arabic("Al Ḩawījah"));
  EXPECT_EQ(arabic("Qamichli"), arabic("Al Qāmishlī"));
  EXPECT_EQ(arabic("Membij"), arabic("Manbij"));
  EXPECT_EQ(arabic("Taëz"), arabic("Ta‘izz"));
  EXPECT_EQ(arabic("El-Facher"), arabic("Al Fāshir"));
}

TEST(Romanisation, CyrillicSpellingsMeet) {
  EXPECT_EQ(cyrillic("Zaporijia"), cyrillic("Zaporizhzhya"));
  EXPECT_EQ(cyrillic("Tchernihiv"), cyrillic("Chernihiv"));
  EXPECT_EQ(cyrillic("Marioupol"), cyrillic("Маріуполь"));
  EXPECT_EQ(cyrillic("Louhansk"), cyrillic("Lugansk"));
  EXPECT_EQ(cyrillic("Houliaïpole"), cyrillic("Huliaipole"));
}

TEST(Romanisation, DifferentPlacesStayApart) {
  EXPECT_NE(arabic("Homs"), arabic("Hama"));
  EXPECT_NE(arabic("Adra"), arabic("Dara"));
  EXPECT_NE(arabic("Raqqa"), arabic("Rawa"));
  EXPECT_NE(cyrillic("Kherson"), cyrillic("Kharkiv"));
}

TEST(Romanisation, TooFewConsonantsMakeNoKey) {
  EXPECT_EQ(arabic("Aoua"), "");
  EXPECT_EQ(arabic(""), "");
  EXPECT_EQ(romaniser().key(-1, "homs"), "");
}

TEST(Romanisation, FarSpellingsAreFar) {
  EXPECT_EQ(name_distance("raqqa", "raqqa"), 0.0);
  EXPECT_LT(name_distance("manbij", "minbij"), 0.2);
  EXPECT_GT(name_distance("homs", "zaporijia"), 0.7);
  EXPECT_EQ(name_distance("", "x"), 1.0);
}

}  // namespace
}  // namespace vigie
