// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace byname {

/// One thing that names a person: a row of a list, or a document.
struct Evidence {
  std::string kind;    ///< of its source; empty: not said, then it is of a class by its source's label alone
  std::string source;  ///< label
  std::string owner;   ///< of the source; empty: not said. What has one owner has one origin
  std::string origin;  ///< what it goes back to, as any bytes that are the same for the same
};

/// Which evidence is of one class: that of certain kinds of source, and of certain sources.
struct EvidenceClass {
  std::string name;
  std::vector<std::string> kinds;
  std::vector<std::string> sources;  ///< labels
  bool holds(const Evidence& evidence) const;
};

/// So many distinct origins that have evidence of one of these classes.
struct EvidenceNeed {
  std::size_t origins = 1;
  std::vector<EvidenceClass> classes;
  bool holds(const Evidence& evidence) const;
};

/// A clause holds if all its needs do, each with origins of its own.
struct ConfirmClause {
  std::string name;
  std::vector<EvidenceNeed> needs;
};

/// A clause has no more needs than this: all subsets of them are looked at.
inline constexpr std::size_t kMostNeeds = 8;

/// Whether evidence confirms a person, and what speaks for the answer.
struct EvidenceSupport {
  std::string clause;   ///< the first that holds; empty: none
  std::string lacking;  ///< if none holds: "needs 1 more origin", "list, tip alone"
  bool is_enough() const { return !clause.empty(); }
};

/// What confirms that a person counts: one clause that holds, with some evidence for it that is of no class
/// which never stands alone.
struct ConfirmRule {
  std::size_t checks = 2;  ///< by different accounts, before a decision stands: 1 or 2
  std::vector<EvidenceClass> never_alone;
  std::vector<EvidenceClass> bulk;  ///< what may be decided many persons at once
  std::vector<ConfirmClause> clauses;

  bool stands_alone(const Evidence& evidence) const;
  /// The order of the evidence does not matter.
  EvidenceSupport support_of(const std::vector<Evidence>& evidence) const;
};

}  // namespace byname
