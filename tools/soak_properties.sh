#!/bin/sh
# soak_properties.sh BUILD_FOLDER [RUNS]: the register's properties on many more drawn histories than a test run
# has time for (RUNS each, 10,000 if not given; from 1 to 10 minutes a property). Stops at the first that fails, with
# what reproduces it.
set -eu
tests=$1/tests/register_tests
runs=${2:-10000}
for property in EvidenceFold.StepByStepIsTheSameAsFromScratch EventFold.IsWhatTheSlowTwinSaysInAnyOrderOfArrival \
  DecisionFold.IsWhatTheSlowTwinSaysInAnyOrderOfArrival RuleFold.IsWhatTheSlowTwinSaysInAnyOrderOfArrival \
  Fold.IsWhatTheSlowTwinSaysInAnyOrderOfArrival Fold.StepByStepIsTheSameAsFromScratch \
  PersonFold.StepByStepIsTheSameAsFromScratch PersonFold.OrderOfArrivalDoesNotMatter \
  PersonFold.TwoCopiesJoinedAreOneWhicheverIsJoinedToWhich PersonFold.UndoAndRedoRestoreTheSamePersons \
  PersonFold.NoPairJudgedDifferentIsInOnePerson PersonFold.NoIdIsEverForgotten \
  PersonFold.EveryActiveMentionIsOfOnePerson PartitionOf.IsWhatTheSlowTwinSays \
  PartitionOf.NoPairJudgedDifferentIsInOnePerson PartitionOf.OrderOfWhatIsGivenDoesNotMatter \
  FoldPersonHistory.IsWhatTheSlowTwinSays FoldPersonHistory.NoIdIsEverForgotten \
  FoldPersonHistory.UndoAndRedoOfAnythingRestoreTheSame FoldPersonHistory.TwoHistoriesApartAreFoldedAsOne \
  Releasing.AnyLifeGivesReleasesThatAddUpAndAreRebuilt; do
  if output=$(RC_PARAMS="max_success=$runs" "$tests" --gtest_filter="$property" 2>&1); then
    echo "$property: $runs of $runs"
  else
    echo "$output"
    exit 1
  fi
done
