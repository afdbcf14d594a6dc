import type { Scenario } from './scenario';

/** Matters of companies, and everything that is neither card nor payment. */
export const moreScenarios: Scenario[] = [
  {
    key: 'terminal',
    looseCauses: true,
    category: 'business',
    queue: 'payments',
    agent: 'callum',
    business: true,
    subjects: [
      'Card takings of {amount} from {weekday} not paid out',
      'Settlement for the {day} short by {amount}',
      'Terminal at the {city} fair: payout missing',
    ],
    descriptions: [
      'The terminal’s report for {weekday} shows {amount}, but the payout on the {day} did not include it. The other days are right.',
      'We used the portable terminal at a fair in {city}. Everything was approved, yet {amount} is not in the account.',
      'Our payout is {amount} less than the sum of the slips. The books need to be closed this week.',
    ],
    causes: [
      {
        finding:
          'The terminal had no connection after the last sale and kept the batch. After it was switched on near your wifi this morning, the {amount} went through.',
        resolution:
          'The terminal had stored the day’s takings because it was offline at closing time. Switch it on where it has a connection and choose Menu, Send stored payments; the payout follows on the next working day.',
      },
      {
        finding:
          'The difference is a chargeback from a sale last month, taken from the payout. The letter is under Documents, Card takings.',
        resolution:
          'A chargeback had been deducted from the payout. Payout reports list deductions on page two, and the dispute can be answered there within fourteen days.',
      },
      {
        finding:
          'The fair’s day ended after 11 pm, so the takings count towards the next payout. It left this morning.',
        resolution:
          'Sales after 11 pm belong to the next day’s payout. Choose an earlier cut-off under Business, Terminals if your books need the calendar day.',
      },
    ],
    question: 'Could you print the totals of that day (Menu, Reports) and attach a picture?',
    aside: 'Acquirer batch 0 received, terminal store-and-forward suspected.',
    work: 'Reconcile batch with acquirer',
  },
  {
    key: 'approval',
    poundStep: 350,
    category: 'business',
    queue: 'general',
    agent: 'priya',
    business: true,
    subjects: [
      'Payment to {merchant} stuck waiting for second approval',
      'Cannot approve {amount} since {weekday}',
      'Everything above {amount} refused since we changed our rules',
    ],
    descriptions: [
      'The invoice of {merchant} over {amount} is waiting for a second person. She opens the app and there is nothing to approve.',
      'Our payroll for the {day} needs two approvals. The second one gets “not permitted” although her rights were set on {weekday}.',
      'We changed our approval rules last week. Since then everything above {amount} is refused without a reason.',
    ],
    causes: [
      {
        finding:
          'She was signed in to her private profile. At the top left of the app she can switch to the company, and the payment is there.',
        resolution:
          'The approver was looking at her private profile. Tap the name at the top of the app and choose the company; payments to approve are shown only there.',
      },
      {
        finding:
          'Whoever prepared the payment may not approve it, and your colleague had edited the reference, which makes her the preparer. I have handed it back to you.',
        resolution:
          'Editing a payment makes the editor its preparer, who may not approve it as well. Let a third person approve, or have the first person restore and resubmit it.',
      },
      {
        finding:
          'The new rule has a limit per week, not per payment. With this one you pass it. An administrator can change it under Business, Rules.',
        resolution:
          'The approval rule held a weekly total instead of a limit per payment. Administrators can see what each rule counts under Business, Rules, Test a payment.',
      },
    ],
    question: 'Does everybody concerned appear under Business, People with a green mark?',
    aside: 'Rights are fine in the entitlement store; it is the profile switch again.',
    work: 'Walk through the approval with the customer',
  },
  {
    key: 'import',
    category: 'business',
    queue: 'payments',
    agent: 'callum',
    business: true,
    subjects: [
      'Payment file rejected: line with {merchant}',
      'Bookkeeping export for {city} shop misses {amount}',
      'Bulk payment of {amount} refused as “invalid format”',
    ],
    descriptions: [
      'Our payroll file was refused with “invalid format” and nothing else. It worked last month; the only new line is {merchant} with {amount}.',
      'The export to our bookkeeping program lacks one payment of {amount} from {weekday}. On the screen it is there.',
      'We upload one file per shop. The one for {city} is refused since the {day}; the others go through.',
    ],
    causes: [
      {
        finding:
          'The name contains an ampersand that the program wrote without escaping. Version 5.2 of your program does it properly; until then write “and”.',
        resolution:
          'An unescaped “&” in a payee’s name made the payment file invalid. Update the bookkeeping program or write “and”; the upload page now names the line.',
      },
      {
        finding:
          'The export was made while the payment was still pending. Exports contain complete payments only; one made today has it.',
        resolution:
          'The export contained only completed payments. Export again a day later, or tick “Include pending” above the period.',
      },
      {
        finding: 'The file’s execution date was a Sunday. The date of the next working day is accepted.',
        resolution:
          'The execution date in the file fell on a Sunday. Payment files need a working day; change the date in the program’s payment run and upload again.',
      },
    ],
    question: 'Could you attach the file with the amounts replaced by zeros?',
    aside: 'Parser message was swallowed, told the team that owns uploads.',
    work: 'Validate the customer’s file',
  },
  {
    key: 'fee',
    upToPounds: 24,
    category: 'fees',
    queue: 'general',
    agent: 'priya',
    subjects: [
      'What is the charge of {amount} on the {day}?',
      'Fee of {amount} for a payment in {city}',
      'Overdraft interest of {amount} for a single {weekday}',
    ],
    descriptions: [
      'A line called “service” over {amount} appeared on the {day}. I cannot find it in the price list.',
      'I paid {merchant} in {city} from my account and was charged {amount} on top. Your advertisement says that is free.',
      'Overdraft interest of {amount}, although I was in the red on {weekday} only.',
    ],
    causes: [
      {
        finding:
          'It is the courier for the urgent card you ordered on {weekday}. Because nobody told you the price beforehand, I have refunded it.',
        resolution:
          'The charge was for courier delivery of an urgent card. It is shown before you confirm in the app; if it was ordered by telephone and not mentioned, we refund it.',
      },
      {
        finding:
          'The payment was made with the credit card as a cash withdrawal, which costs 2.5 %. With the debit card it would have been free.',
        resolution:
          'Cash and gambling payments on the credit card count as cash withdrawals and cost 2.5 %, at least £3. Use the debit card for them.',
      },
      {
        finding:
          'Interest for the whole month is collected on the {day}, so this is the sum of three short overdrafts, not one. Under Fees you can see each.',
        resolution:
          'Overdraft interest is collected once a month for all days together. Account, Fees lists every day that counts; the first £50 are free of interest.',
      },
    ],
    question:
      'Could you attach a picture of the line as your app shows it? Then we are sure to mean the same one.',
    aside: 'Goodwill refund within my limit, logged.',
    work: 'Check the fee against the price list',
  },
  {
    key: 'savings',
    upToPounds: 300,
    category: 'savings',
    queue: 'general',
    agent: 'priya',
    subjects: [
      'Interest of {amount} missing from my savings',
      'Fixed savings matured on the {day}: where is it?',
      'Notice given on {weekday}, still no {amount}',
    ],
    descriptions: [
      'By my own sums the interest on the first should have been {amount}. It was roughly half.',
      'My two-year Ballast account ended on the {day} and has vanished from the app. I was going to spend {amount} of it at {merchant}.',
      'I gave notice for {amount} on {weekday}, and would like to know the exact day on which it will arrive.',
    ],
    causes: [
      {
        finding:
          'The bonus rate ended on the {day}; half the month was at the ordinary rate. The date stood in the account’s details, though I admit not in large letters.',
        resolution:
          'A bonus rate had ended in the middle of the month. Its last day is shown under the account’s Details; a reminder can be switched on there.',
      },
      {
        finding:
          'It moved to Harbour on the day, as no choice was made. It is listed under Savings, All accounts, and you can use it at once.',
        resolution:
          'Matured fixed savings move to the easy-access account Harbour when no other choice was made. Matured accounts are hidden; choose Savings, All accounts to see where the money went.',
      },
      {
        finding:
          'The sixtieth day falls on a Sunday, so it arrives on the Monday and earns two more days of interest.',
        resolution:
          'Notice runs sixty calendar days. If the last is not a working day, the money arrives on the next one and keeps earning until then; the exact day is shown beside the notice.',
      },
    ],
    question: 'Which of your savings accounts do you mean? The last three digits will do.',
    aside: 'Terms of the opening date checked, copy in archive.',
    work: 'Recalculate interest',
  },
  {
    key: 'mortgage',
    poundStep: 250,
    category: 'loans-mortgages',
    queue: 'general',
    agent: 'priya',
    subjects: [
      'Overpaid {amount} on the mortgage, instalment unchanged',
      'Loan: first instalment of {amount} taken early',
      'Fixed rate ends soon, house in {city}',
    ],
    descriptions: [
      'I paid an extra {amount} into the mortgage on {weekday}. The instalment is the same as before and the end date too.',
      'My loan’s first instalment of {amount} was taken on the {day}, although the contract says a month later.',
      'The fixed rate for our house in {city} ends in three months. We have had a letter, but I cannot find the offers in the app.',
    ],
    causes: [
      {
        finding:
          'Overpayments shorten the term unless you choose otherwise. I have switched yours to lower the instalment, from the next month on.',
        resolution:
          'An overpayment shortens the term by default. Under Mortgage, Overpay choose “Lower my instalment” instead; it applies from the following month.',
      },
      {
        finding:
          'The contract counts from the signing, not from the payout, and you had chosen the {day} as the day of the month. I have moved the next one so that there is a full month between.',
        resolution:
          'Instalments start in the month after signing. The day can be moved once a year under Loan, Payment day, and support can grant a longer first gap on request.',
      },
      {
        finding:
          'Offers open in the app ninety days before the end; yours appear on the {day}. The rate you choose is held even when rates rise afterwards.',
        resolution:
          'New fixed rates can be chosen from ninety days before the old one ends, under Mortgage, New rate. The chosen rate is reserved, and may be exchanged if a lower one appears.',
      },
    ],
    question: 'Would you rather settle it by telephone on {weekday}, or in writing here?',
    aside: 'Compared with the signed contract, no charge due either way.',
    work: 'Recalculate the repayment plan',
  },
  {
    key: 'debit',
    category: 'payments',
    queue: 'payments',
    agent: 'callum',
    subjects: [
      'Direct debit of {amount} by {merchant} after I cancelled',
      '{merchant} collected {amount} on the wrong day',
      'Unknown direct debit, reference {last4}, {amount}',
    ],
    descriptions: [
      'I cancelled my contract with {merchant} in writing. On {weekday} they took {amount} all the same.',
      '{merchant} was to collect on the {day}. They took {amount} a week before my salary, and the account went into the red.',
      'There is a direct debit of {amount} from a company I cannot place, reference ending {last4}, seated in {city}.',
    ],
    causes: [
      {
        finding:
          'Refunded under the guarantee, {amount} is in your account. I have also blocked {merchant} from collecting again.',
        resolution:
          'The collection was refunded the same day under the Direct Debit Guarantee. Cancel the instruction in the app too: ending the contract with the company does not end the permission.',
      },
      {
        finding:
          'They did announce the change of date, in a letter to your old address. Still, less than ten working days ahead, which makes it refundable, and I have refunded the overdraft interest as well.',
        resolution:
          'Companies must announce a changed date ten working days ahead. If they did not, the collection and the overdraft interest it caused are refunded.',
      },
      {
        finding:
          'It is the collecting company of your broadband provider. The reference contains your customer number there, from the sixth digit on.',
        resolution:
          'The name belonged to an agency that collects for a broadband provider. Comparing the reference with the customer number on your contracts solves most such riddles.',
      },
    ],
    question: 'When did you cancel, and do you have their answer?',
    aside: 'Indemnity claim raised, reason code 5.',
    work: 'Raise guarantee claim',
  },
  {
    key: 'travel-card',
    poundStep: 50,
    category: 'travel',
    queue: 'cards',
    agent: 'priya',
    subjects: [
      'Card blocked in {city}',
      'Hotel in {city} still holds {amount}',
      'Going to {city} on the {day}: will my card work?',
    ],
    descriptions: [
      'The first payment in {city} went through, the second did not, and now the machine wants to keep the card ending {last4}.',
      'A hotel in {city} reserved {amount} as a deposit. I checked out on {weekday} and paid with another card, but the money is still blocked.',
      'I leave on the {day} for three weeks in {city} and would like to avoid surprises with card and telephone.',
    ],
    causes: [
      {
        finding:
          'Your region control did not include that country. I have seen you switch it on while we were talking: all clear.',
        resolution:
          'The control “Countries” was limited. Choose Cards, Controls, Countries before a journey; changes take effect within seconds and nothing needs to be announced to us.',
      },
      {
        finding: 'The hotel has now sent the release that I asked for, and {amount} is available again.',
        resolution:
          'Hotels often forget to release a deposit. Support can lift it once the hotel confirms, or shows the final bill; otherwise it falls away on the tenth day after departure.',
      },
      {
        finding:
          'Your card works there. Take a second one, keep it in another bag, and switch confirmations to the app, since texts are unreliable there.',
        resolution:
          'Cards need no announcement before a journey. Carry a second means of payment, choose local currency everywhere, and use app confirmation instead of text messages abroad.',
      },
    ],
    question: 'Have you another card with you, in case this takes until {weekday}?',
    aside: 'Controls and open reservations checked, nothing else pending.',
    work: 'Check controls and open reservations',
  },
];
