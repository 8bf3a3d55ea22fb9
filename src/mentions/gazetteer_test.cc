#include "mentions/gazetteer.h"

#include "base/utf8.h"
#include "lang/data_dir.h"
#include "lang/tsv.h"
#include "mentions/gazetteer_sources.h"
#include "mentions/place_finder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace vigie {
namespace {

namespace fs = std::filesystem;

/// A file that is gone after the test.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& bytes)
      : path_(fs::temp_directory_path() / ("vigie_gazetteer_test_" + std::to_string(::getpid()) +
                                           "_" + std::to_string(++count_))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() {
    std::error_code ec;
    fs::remove(path_, ec);
  }
  const fs::path& path() const { return path_; }

 private:
  static inline int count_ = 0;
  fs::path path_;
};

const Gazetteer& gazetteer() {
  static const auto opened = open_gazetteer(*find_data_dir("")).value();
  return *opened;
}

/// Ids of the places with a name, most populous first.
std::vector<std::string> ids(std::string_view name) {
  std::vector<std::string> out;
  gazetteer().visit_named(fold_name(name),
                          [&](NameHit hit) { out.emplace_back(gazetteer().id(hit.place)); });
  return out;
}

bool contains(const std::vector<std::string>& list, std::string_view id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

TEST(Gazetteer, FindsFrenchAndEnglishSpellings) {
  for (const char* name : {"Alep", "Aleppo", "ALEP", "alep"}) {
    EXPECT_TRUE(contains(ids(name), "gn:170063")) << name;
  }
  EXPECT_TRUE(contains(ids("Le Caire"), "gn:360630"));
  EXPECT_TRUE(contains(ids("Syrie"), "gn:163843"));
  EXPECT_TRUE(contains(ids("Ghouta orientale"), "vp:eastern-ghouta-sy"));
  EXPECT_TRUE(ids("no such place anywhere").empty());
}

TEST(Gazetteer, TellsKindCountryAndProvince) {
  PlaceIndex aleppo = kNoPlace;
  gazetteer().visit_named("aleppo", [&](NameHit hit) {
    if (gazetteer().id(hit.place) == "gn:170063") {
      aleppo = hit.place;
    }
  });
  ASSERT_NE(aleppo, kNoPlace);
  const auto& record = gazetteer()[aleppo];
  EXPECT_EQ(record.kind, PlaceKind::city);
  EXPECT_EQ(gazetteer().country_of(aleppo), "SY");
  EXPECT_NEAR(record.lat, 36.2, 0.1);
  ASSERT_NE(record.admin1, kNoPlace);
  EXPECT_EQ(gazetteer().name(record.admin1), "Aleppo Governorate");
}

TEST(Gazetteer, EveryCountryHasAPlace) {
  EXPECT_GT(gazetteer().countries().size(), 240U);
  for (const auto& country : gazetteer().countries()) {
    ASSERT_LT(country.place, gazetteer().size());
    EXPECT_EQ(gazetteer()[country.place].kind, PlaceKind::country);
  }
  EXPECT_NE(gazetteer().country("SY"), 0xFFFF);
  EXPECT_EQ(gazetteer().country("ZZ"), 0xFFFF);
}

TEST(Gazetteer, PointsLieOnTheGlobe) {
  for (PlaceIndex i = 0; i < gazetteer().size(); ++i) {
    const auto& record = gazetteer()[i];
    ASSERT_TRUE(record.lat >= -90 && record.lat <= 90 && record.lon >= -180 && record.lon <= 180)
        << gazetteer().id(i);
    ASSERT_GT(record.radius_km, 0) << gazetteer().id(i);
  }
}

TEST(Gazetteer, CommonWordsAreFlagged) {
  const auto tours = gazetteer().visit_named("tours", [](NameHit) {});
  ASSERT_TRUE(tours);
  EXPECT_NE(*tours & common_in_french, 0);
}

TEST(Gazetteer, DamagedFilesAreRefused) {
  const auto whole = read_file(find_data_dir("")->compiled("gazetteer.bin"));
  ASSERT_TRUE(whole);
  const ScratchFile cut(whole->substr(0, whole->size() / 2));
  const auto opened = Gazetteer::open(cut.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "bad_data");

  const ScratchFile other(std::string(4096, 'x'));
  EXPECT_FALSE(Gazetteer::open(other.path()));
  const ScratchFile empty("");
  EXPECT_FALSE(Gazetteer::open(empty.path()));
  EXPECT_EQ(Gazetteer::open("/no/such/file").error().code, "missing_file");
}

TEST(GazetteerSources, ReadsProtobufCities) {
  // Two places; the second's coordinates are differences to the first's.
  const auto message = [](int id, const std::string& name, int lon, int lat) {
    std::string m;
    const auto varint = [&](unsigned v) {
      while (v >= 0x80) {
        m += char(v | 0x80);
        v >>= 7;
      }
      m += char(v);
    };
    const auto text = [&](int field, const std::string& s) {
      varint(unsigned(field << 3 | 2));
      varint(unsigned(s.size()));
      m += s;
    };
    const auto zigzag = [](int v) { return unsigned(v << 1) ^ unsigned(v >> 31); };
    varint(1 << 3);
    varint(zigzag(id));
    text(2, name);
    text(3, "SY");
    text(7, "PPL");
    text(8, "09");
    varint(9 << 3);
    varint(1200);
    varint(10 << 3);
    varint(zigzag(lon));
    varint(11 << 3);
    varint(zigzag(lat));
    return char(m.size()) + m;
  };
  const std::string bytes = message(7, "Ayn", 3720000, 3620000) + message(8, "Dar", -10000, 5000);
  const ScratchFile file(bytes);
  const auto places = read_cities_pbf(file.path());
  ASSERT_TRUE(places);
  ASSERT_EQ(places->size(), 2U);
  EXPECT_EQ((*places)[0].name, "Ayn");
  EXPECT_EQ((*places)[0].population, 1200U);
  EXPECT_NEAR((*places)[1].lat, 36.25, 1e-9);
  EXPECT_NEAR((*places)[1].lon, 37.1, 1e-9);
  EXPECT_EQ((*places)[1].geonames, 8U);

  const ScratchFile cut(bytes.substr(0, bytes.size() - 3));
  EXPECT_FALSE(read_cities_pbf(cut.path()));
}

TEST(GazetteerSources, ReadsGettextAndRefusesOthers) {
  const auto names = read_gettext("/usr/share/locale/fr/LC_MESSAGES/geonames.mo");
  ASSERT_TRUE(names);
  EXPECT_EQ(names->at("1185241"), "Dacca");
  const ScratchFile text("not a catalogue");
  EXPECT_EQ(read_gettext(text.path()).error().code, "bad_data");
}

}  // namespace
}  // namespace vigie
