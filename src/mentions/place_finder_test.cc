#include "mentions/place_finder.h"

#include "base/utf8.h"
#include "mentions/gazetteer.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

/// Splits by blanks, punctuation and apostrophes and opens French contractions: what the finder
/// needs of a sentence when nothing is tagged or parsed.
Sentence split(std::string_view text,
               std::string_view language,
               std::uint32_t begin,
               std::uint32_t end) {
  Sentence sentence;
  sentence.span = {begin, end};
  bool space = false;
  const auto add = [&](std::uint32_t first, std::uint32_t last, std::string form) {
    Token token;
    token.span = {first, last};
    token.form = std::move(form);
    token.lower = to_lower(token.form);
    token.lemma = token.lower;
    token.space_before = space;
    sentence.tokens.push_back(std::move(token));
  };
  for (std::uint32_t i = begin; i < end;) {
    const auto cp = code_point_at(text, i);
    if (is_space(cp.value)) {
      space = true;
      i += cp.bytes;
      continue;
    }
    std::uint32_t j = i;
    while (j < end) {
      const auto next = code_point_at(text, j);
      const bool word = is_letter(next.value) || is_digit(next.value) ||
                        (next.value == '-' && j > i && j + 1 < end && text[j + 1] != ' ');
      const bool elision = next.value == '\'' && language == "fr" && j > i;
      if (elision && j - i <= 2) {
        j += next.bytes;
        break;
      }
      if (!word && !(next.value == '\'' && j > i)) {
        break;
      }
      j += next.bytes;
    }
    if (j == i) {
      j += cp.bytes;
    }
    const std::string form(text.substr(i, j - i));
    const std::string lower = to_lower(form);
    static const std::map<std::string, std::pair<std::string, std::string>> contractions = {
        {"du", {"de", "le"}}, {"au", {"à", "le"}}, {"des", {"de", "les"}}, {"aux", {"à", "les"}}};
    const auto contraction = contractions.find(lower);
    if (language == "fr" && contraction != contractions.end()) {
      add(i, j, contraction->second.first);
      space = false;
      add(i, j, contraction->second.second);
    } else {
      add(i, j, form);
    }
    space = false;
    i = j;
  }
  return sentence;
}

class PlaceFinderTest : public testing::Test {
 protected:
  /// Reads paragraphs parted by newlines, one sentence each.
  const std::vector<PlaceMention>& find(const std::string& language,
                                        const std::string& text,
                                        const std::vector<ActorMention>& actors = {}) {
    read(language, text);
    mentions_ = finder(language).find(article_, sentences_, actors);
    return mentions_;
  }

  void read(const std::string& language, const std::string& text) {
    article_ = {};
    sentences_.clear();
    article_.language = language;
    article_.text = text;
    for (std::uint32_t begin = 0; begin < text.size();) {
      auto end = std::uint32_t(std::min(text.find('\n', begin), text.size()));
      if (end > begin) {
        article_.paragraphs.push_back({{begin, end}, ParagraphKind::body});
        sentences_.push_back(split(text, language, begin, end));
        sentences_.back().paragraph = std::uint32_t(article_.paragraphs.size() - 1);
      }
      begin = end + 1;
    }
  }

  static const PlaceFinder& finder(const std::string& language) {
    static std::map<std::string, std::shared_ptr<const PlaceFinder>> loaded;
    auto& finder = loaded[language];
    if (finder == nullptr) {
      const auto data = find_data_dir("");
      static const auto gazetteer = open_gazetteer(*data).value();
      finder = PlaceFinder::load(LanguagePack::load(*data, language).value(), gazetteer).value();
    }
    return *finder;
  }

  /// The mention with these words, or one without a surface.
  PlaceMention at(const std::string& surface) const {
    for (const auto& mention : mentions_) {
      if (mention.surface == surface) {
        return mention;
      }
    }
    std::string all;
    for (const auto& mention : mentions_) {
      all += " [" + mention.surface + "]";
    }
    ADD_FAILURE() << "no mention [" << surface << "] among" << all;
    return {};
  }
  bool has(const std::string& surface) const {
    for (const auto& mention : mentions_) {
      if (mention.surface == surface) {
        return true;
      }
    }
    return false;
  }

  Article article_;
  std::vector<Sentence> sentences_;
  std::vector<PlaceMention> mentions_;
};

TEST_F(PlaceFinderTest, SpellingsOfOneTownMeet) {
  find("fr", "L'armée syrienne est entrée à Boukamal, en Syrie.");
  EXPECT_EQ(at("Boukamal").country, "SY");
  EXPECT_NEAR(*at("Boukamal").lat, 34.45, 0.1);
  const std::string id = at("Boukamal").id;
  for (const char* name : {"Abu Kamal", "Al-Bukamal", "Albou Kamal", "Abu-Kamal"}) {
    find("en", "Syrian troops entered " + std::string(name) + " on Monday.");
    EXPECT_EQ(at(name).id, id) << name;
  }
}

TEST_F(PlaceFinderTest, ASpellingNobodyListedIsFoundInItsCountry) {
  find("fr", "En Syrie, les rebelles ont repris Maarat an-Noumane et Qamichlo.");
  EXPECT_NEAR(*at("Maarat an-Noumane").lat, 35.64, 0.1);
  find("en", "Fighting was reported near Izyoom in Ukraine.");
  EXPECT_NEAR(*at("Izyoom").lat, 49.2, 0.1);
}

TEST_F(PlaceFinderTest, APlaceNounMakesOneMention) {
  find("fr", "Ils ont pris la ville de Palmyre et l'aéroport militaire de Kweires en Syrie.");
  EXPECT_EQ(at("ville de Palmyre").kind, PlaceKind::city);
  EXPECT_EQ(at("ville de Palmyre").name, "Palmyra");
  find("en", "They hold the town of Bakhmut.\nThe Semalka crossing and Deir ez-Zor province fell.");
  EXPECT_NEAR(at("town of Bakhmut").lat.value_or(0), 48.6, 0.1);
  EXPECT_EQ(at("Semalka crossing").kind, PlaceKind::border_post);
  EXPECT_EQ(at("Deir ez-Zor province").kind, PlaceKind::province);
}

TEST_F(PlaceFinderTest, TheProvinceIsNotItsCapital) {
  find("fr", "La province d'Idleb est bombardée. L'armée est aux portes d'Idleb, en Syrie.");
  EXPECT_EQ(at("province d'Idleb").kind, PlaceKind::province);
  EXPECT_EQ(at("Idleb").kind, PlaceKind::city);
  EXPECT_EQ(at("Idleb").relation, "near");
}

TEST_F(PlaceFinderTest, APluralNounIsThatOfTheWholeList) {
  find("en", "Families fled Raqqa and Aleppo governorates in Syria.");
  EXPECT_EQ(at("Raqqa").kind, PlaceKind::province);
  EXPECT_EQ(at("Aleppo governorates").kind, PlaceKind::province);
}

TEST_F(PlaceFinderTest, UnknownNamesKeepTheirWords) {
  find("fr", "Des hommes armés ont attaqué le village de Kouloubéré, au Mali.");
  const auto village = at("village de Kouloubéré");
  EXPECT_FALSE(village.lat);
  EXPECT_EQ(village.kind, PlaceKind::village);
  EXPECT_EQ(village.name, "village de Kouloubéré");
  EXPECT_EQ(village.parent, "Mali");
}

TEST_F(PlaceFinderTest, TheAreaBesideAPlaceIsItsParent) {
  find("fr", "Ils sont entrés à Boukamal, dans l'est de la Syrie.");
  EXPECT_TRUE(at("est de la Syrie").is_parent);
  EXPECT_EQ(at("est de la Syrie").relation, "in_part");
  EXPECT_EQ(at("Boukamal").parent, "Syria");
  ASSERT_GE(at("Boukamal").parent_mention, 0);
  EXPECT_EQ(mentions_[std::size_t(at("Boukamal").parent_mention)].surface, "est de la Syrie");
  find("en", "A storm hit Albany, Ga., on Friday.");
  EXPECT_NEAR(*at("Albany").lat, 31.6, 0.2);
}

TEST_F(PlaceFinderTest, DescriptionsAreLeftOpen) {
  find("fr", "Ils ont quitté la ville et trois villages. De ce côté, rien.");
  EXPECT_EQ(at("ville").form, MentionForm::description);
  EXPECT_EQ(at("ville").antecedent, -1);
  EXPECT_TRUE(at("villages").plural);
  EXPECT_FALSE(has("côté"));  // no côte
}

TEST_F(PlaceFinderTest, RelationsAndDistances) {
  find("fr", "Des combats ont lieu à 30 km au sud de Palmyre, près de Homs et vers Alep.");
  EXPECT_EQ(at("Palmyre").relation, "south_of");
  EXPECT_NEAR(*at("Palmyre").lat, 34.56 - 30 / 111.2, 0.05);
  EXPECT_EQ(at("Homs").relation, "near");
  EXPECT_EQ(at("Alep").relation, "toward");
  find("en", "Shells fell 10 kilometres (6 miles) north of Aleppo and on the outskirts of Idlib.");
  EXPECT_EQ(at("Aleppo").relation, "north_of");
  EXPECT_GT(*at("Aleppo").lat, 36.25);
  EXPECT_EQ(at("Idlib").relation, "near");
  find("en", "Troops advanced in eastern Syria and in parts of Homs.");
  EXPECT_EQ(at("eastern Syria").relation, "in_part");
  EXPECT_EQ(at("parts of Homs").relation, "in_part");
}

TEST_F(PlaceFinderTest, DemonymsAreNoPlacesOfEvents) {
  find("fr", "L'armée malienne et des soldats burkinabè ont avancé.");
  EXPECT_TRUE(at("malienne").demonym);
  EXPECT_EQ(at("malienne").country, "ML");
  EXPECT_EQ(at("burkinabè").country, "BF");
  find("en", "The Polish pole stood in a turkey farm; Syrian troops left.");
  EXPECT_FALSE(has("pole"));
  EXPECT_FALSE(has("turkey"));
  EXPECT_EQ(at("Syrian").country, "SY");
}

TEST_F(PlaceFinderTest, PersonsAndOrganisationsAreNoPlaces) {
  find("fr", "Le général Paris et Omar Homs ont parlé, selon la SANA.");
  EXPECT_FALSE(has("Paris"));
  EXPECT_FALSE(has("Homs"));
  EXPECT_FALSE(has("SANA"));
  ActorMention police;
  police.at = {0, 1, 4, 1};
  police.surface = "police de Goma";
  find("fr", "La police de Goma a tiré.", {police});
  EXPECT_TRUE(at("Goma").inside_actor);
}

TEST_F(PlaceFinderTest, CommonWordsNeedEvidence) {
  find("fr", "Tours de magie et bruit.");
  EXPECT_FALSE(has("Tours"));
  find("fr", "Une fusillade a éclaté à Tours, en France.");
  EXPECT_EQ(at("Tours").country, "FR");
}

TEST_F(PlaceFinderTest, TheContextChoosesAmongNamesakes) {
  find("fr", "Au Liban, l'armée libanaise est entrée à Tripoli.");
  EXPECT_EQ(at("Tripoli").country, "LB");
  find("fr", "En Libye, les forces libyennes ont quitté Tripoli pour Misrata.");
  EXPECT_EQ(at("Tripoli").country, "LY");
}

TEST_F(PlaceFinderTest, TheDatelineIsMarked) {
  find("fr", "DAMAS, 5 juin 2013 - L'armée est entrée à Homs.");
  EXPECT_TRUE(at("DAMAS").dateline);
  EXPECT_FALSE(at("Homs").dateline);
}

TEST_F(PlaceFinderTest, SitesLeanOnTheirTown) {
  find("en", "A shell hit the hospital of Kirkuk.");
  const auto hospital = at("hospital of Kirkuk");
  EXPECT_EQ(hospital.id, "");
  EXPECT_EQ(hospital.parent, "Kirkuk");
  EXPECT_NEAR(*hospital.lat, 35.47, 0.1);
  EXPECT_GE(hospital.radius_km, 10);
}

TEST_F(PlaceFinderTest, ResolvesGivenSpans) {
  const std::string text = "Officials in Henry County, Tennessee, met in Paris.";
  read("en", text);
  const auto span = [&](const std::string& words) {
    const auto begin = std::uint32_t(text.find(words));
    return GivenToponym{{begin, begin + std::uint32_t(words.size())}};
  };
  const std::vector<GivenToponym> given = {span("Henry County"), span("Tennessee"), span("Paris")};
  const auto mentions = finder("en").resolve(article_, sentences_, {}, given);
  ASSERT_EQ(mentions.size(), 3U);
  EXPECT_NEAR(*mentions[0].lat, 36.3, 0.3);
  EXPECT_EQ(mentions[1].kind, PlaceKind::province);
}

TEST_F(PlaceFinderTest, OddInputDoesNoHarm) {
  EXPECT_TRUE(find("fr", "").empty());
  EXPECT_TRUE(find("fr", "... --- '' \xC2\xA0 12 34").empty());
  find("en", std::string(2000, 'A') + " " + std::string(500, '-'));
  find("fr", "à de la du le d' l' Le La");
}

}  // namespace
}  // namespace vigie
