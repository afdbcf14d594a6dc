/**
 * What a composed case is made of. Texts may hold `{merchant}`, `{amount}`, `{city}`, `{weekday}`, `{day}`
 * (of the month, "14th") and `{last4}` (of a card), which the composer fills in.
 */
export interface Scenario {
  key: string;
  /** A value of `categories`. */
  category: string;
  queue: 'cards' | 'payments' | 'general';
  agent: 'priya' | 'callum';
  /** Filed for a company account instead of privately. */
  business?: boolean;
  /** Amounts are multiples of this many pounds, because that is what people withdraw or overpay. */
  poundStep?: number;
  /** Amounts stay near this many pounds, for fees and interest. */
  upToPounds?: number;
  /** Any cause may explain any description; otherwise those of the same position belong together. */
  looseCauses?: boolean;
  /** Subjects and descriptions of the same position belong together. */
  subjects: string[];
  descriptions: string[];
  /** What it turned out to be: told to the customer, then kept as advice for others. */
  causes: { finding: string; resolution: string }[];
  /** What an agent has to find out from the customer. */
  question: string;
  /** For staff only. */
  aside: string;
  /** Subject of the work it takes. */
  work: string;
}
