#include "actors/chatbot/article_counts.hpp"
#include "actors/chatbot/article_ref.hpp"

#include <utility>

namespace flexcord::actors {
namespace {
constexpr std::size_t most_labels = 300, most_remembered = 10'000;
}

void article_counts::recent::put(const std::string& key, std::string value) {
  auto [at, fresh] = values.insert_or_assign(key, std::move(value));
  if (!fresh) return;
  order.push_back(key);
  // Forgotten keys stay in the order until their turn comes.
  while (order.size() > most_remembered) {
    values.erase(order.front());
    order.pop_front();
  }
}

void article_counts::observe(observer f) {
  const std::lock_guard guard{mutex_};
  observer_ = std::move(f);
}

void article_counts::know(const std::vector<article>& all) {
  const std::lock_guard guard{mutex_};
  std::map<std::string, article_count, std::less<>> counts;
  marks_.clear();
  for (const auto& a : all) {
    auto known = counts_.find(a.id);
    auto& c = counts[a.id];
    if (known != counts_.end()) c = known->second;
    c.id = a.id;
    c.title = a.title;
    c.url = a.url;
    c.locale = a.locale;
    marks_.emplace(mark_of(a.id), a.id);
  }
  counts_ = std::move(counts);
}

void article_counts::count(std::string_view reference, what w) {
  for (auto part : parts_of(reference)) {
    if (auto mark = marks_.find(part); mark != marks_.end()) part = mark->second;
    auto known = counts_.find(part);
    auto& c = known == counts_.end() ? other_ : known->second;
    const char* name = "shown";
    switch (w) {
    case what::shown:
      ++c.shown;
      break;
    case what::helped:
      ++c.helped;
      name = "helped";
      break;
    case what::not_helped:
      ++c.not_helped;
      name = "not_helped";
      break;
    case what::asked_person:
      ++c.asked_person;
      name = "asked_person";
      break;
    }
    if (!observer_) continue;
    // A metric's instance is never removed, so their number is bounded over the process's life.
    const bool labelled =
        known != counts_.end() && (labels_.contains(c.id) || labels_.size() < most_labels);
    if (labelled) labels_.insert(c.id);
    observer_(labelled ? c.id : other_.id, name);
  }
}

void article_counts::shown(const std::string& conversation, std::string_view reference) {
  const std::lock_guard guard{mutex_};
  last_.put(conversation, std::string{reference});
  if (reference.empty()) return;
  rated_.values.erase(conversation + '\n' + std::string{reference});
  count(reference, what::shown);
}

void article_counts::rated(const std::string& conversation, std::string_view reference,
                           bool useful) {
  const std::lock_guard guard{mutex_};
  const auto key = conversation + '\n' + std::string{reference};
  if (reference.empty() || rated_.values.contains(key)) return;
  rated_.put(key, {});
  count(reference, useful ? what::helped : what::not_helped);
}

void article_counts::asked_person(const std::string& conversation) {
  const std::lock_guard guard{mutex_};
  auto last = last_.values.find(conversation);
  if (last == last_.values.end()) return;
  const auto reference = std::exchange(last->second, {});
  count(reference, what::asked_person);
}

void article_counts::talk_ended(const std::string& conversation) {
  const std::lock_guard guard{mutex_};
  last_.values.erase(conversation);
}

std::vector<article_count> article_counts::look() const {
  const std::lock_guard guard{mutex_};
  std::vector<article_count> all;
  for (const auto& [id, c] : counts_) all.push_back(c);
  if (other_.shown + other_.helped + other_.not_helped + other_.asked_person > 0)
    all.push_back(other_);
  return all;
}

} // namespace flexcord::actors
