// Runs every file of the corpus and, from a fixed seed, mutations of it through the fuzzed
// function.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: fuzz-… CORPUS\n", stderr), 64;
  std::vector<std::string> corpus;
  for (auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!entry.is_regular_file()) continue; // another target's
    std::ifstream in{entry.path(), std::ios::binary};
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (corpus.empty()) return std::fputs("the corpus is empty\n", stderr), 1;
  constexpr std::uint64_t seed = 20261122;
  std::mt19937_64 random{seed};
  auto run = [](const std::string& s) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(s.data()), s.size());
  };
  for (auto& s : corpus) run(s);
  constexpr int mutations = 20000;
  for (int i = 0; i < mutations; ++i) {
    auto s = corpus[random() % corpus.size()];
    for (auto n = 1 + random() % 8; n > 0 && !s.empty(); --n) {
      auto at = random() % s.size();
      switch (random() % 4) {
      case 0:
        s[at] = static_cast<char>(random());
        break;
      case 1:
        s.erase(at, 1 + random() % 8);
        break;
      case 2:
        s.insert(at, s.substr(random() % s.size(), random() % 16));
        break;
      default:
        s[at] = "\"{}[]:,&=%+0-\\"[random() % 14];
        break;
      }
    }
    run(s);
  }
  std::printf("%zu inputs and %d mutations of them (seed %llu): no crash\n", corpus.size(),
              mutations, static_cast<unsigned long long>(seed));
  return 0;
}
