// The main of tests with our actors in them.
#include "actors/cases/protocol.hpp"
#include "actors/protocol.hpp"

#include <caf/init_global_meta_objects.hpp>
#define CAF_TEST_NO_MAIN
#include <caf/test/unit_test_impl.hpp>

int main(int argc, char** argv) {
  caf::init_global_meta_objects<caf::id_block::flexcord>();
  caf::init_global_meta_objects<caf::id_block::flexcord_cases>();
  caf::core::init_global_meta_objects();
  return caf::test::main(argc, argv);
}
