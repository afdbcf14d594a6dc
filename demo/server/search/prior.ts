/** What people and staff said of a document, as a factor on its rank: bounded, and told in one sentence. */

/** What is known of a document. */
export interface Reputation {
  /** People whose last word on it was that it answered. */
  readonly answered: number;
  readonly not_answered: number;
  /** -3 to 3. */
  readonly staff_rank: number;
}

// So many people's word is needed to move a document half of the way.
const DOUBT = 4;
const MOST_BY_PEOPLE = 0.25;
const MOST_BY_STAFF = 0.3;
const MOST_STAFF_RANK = 3;

/**
 * People move a document by at most a quarter up or down, staff by at most three tenths: 1 is neutral. One vote moves
 * little, since one vote says little: of `n` people `a` whom it answered give `(a - (n - a)) / (n + 4)` of the quarter.
 */
export function priorOf({ answered, not_answered: notAnswered, staff_rank: staffRank }: Reputation): number {
  const byPeople = (answered - notAnswered) / (answered + notAnswered + DOUBT);
  return (1 + MOST_BY_PEOPLE * byPeople) * (1 + (MOST_BY_STAFF * staffRank) / MOST_STAFF_RANK);
}
