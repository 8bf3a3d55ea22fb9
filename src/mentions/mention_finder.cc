#include "mentions/mention_finder.h"

#include "mentions/issuer.h"

namespace vigie {

Result<std::shared_ptr<const MentionFinder>> MentionFinder::load(
    std::shared_ptr<const LanguagePack> pack,
    std::shared_ptr<const ActorCatalogue> catalogue,
    std::shared_ptr<const Gazetteer> gazetteer) {
  auto finder = std::make_shared<MentionFinder>();
  auto times = TimeFinder::load(pack);
  if (!times) {
    return tl::unexpected(times.error());
  }
  auto figures = FigureFinder::load(pack);
  if (!figures) {
    return tl::unexpected(figures.error());
  }
  auto actors = ActorFinder::load(pack, catalogue);
  if (!actors) {
    return tl::unexpected(actors.error());
  }
  auto places = PlaceFinder::load(pack, gazetteer);
  if (!places) {
    return tl::unexpected(places.error());
  }
  finder->pack_ = std::move(pack);
  finder->gazetteer_ = std::move(gazetteer);
  finder->seats_.emplace(*finder->gazetteer_);
  finder->times_ = std::move(*times);
  finder->figures_ = std::move(*figures);
  finder->actors_ = std::move(*actors);
  finder->places_ = std::move(*places);
  return std::shared_ptr<const MentionFinder>(std::move(finder));
}

Mentions MentionFinder::find(const Article& article, std::span<const Sentence> sentences) const {
  Mentions out;
  out.times = times_->find(article, sentences);
  out.figures = figures_->find(sentences, out.times);
  out.actors = actors_->find(article, sentences);
  out.issuer = find_issuer(*pack_, *actors_, article, sentences, out.actors);
  out.places = places_->find(article, sentences, out.actors);
  resolve_coreference(actors_->lexicon(), *gazetteer_, *seats_, article, sentences, out);
  return out;
}

}  // namespace vigie
