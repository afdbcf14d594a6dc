/** The help centre's own first answers: what most people come for, before anybody needs a case. */
import type { FlagLetter } from './flags.js';

/** One question with its answer, a paragraph each. */
export interface Question {
  question: string;
  answer: readonly string[];
}

/** A topic page at `/help/<id>`. */
export interface Topic {
  id: string;
  title: string;
  flag: FlagLetter;
  summary: string;
  questions: readonly Question[];
}

export const TOPICS: readonly Topic[] = [
  {
    id: 'cards',
    title: 'Cards',
    flag: 'C',
    summary: 'Lost, late, declined, or refusing to tap.',
    questions: [
      {
        question: 'My card has not arrived',
        answer: [
          'A card takes three to five working days by ordinary post, in a plain white envelope. If yours has been at sea for longer, open a case: we stop the first card and post a second the same day.',
        ],
      },
      {
        question: 'My card was lost or stolen',
        answer: [
          'Freeze it in the app first, under Cards, Freeze. A frozen card can be thawed again if it turns up in yesterday’s coat.',
          'If it is gone for good, ring the lost card line at any hour on 01632 960 100. Payments you did not make are ours to sort out, not yours.',
        ],
      },
      {
        question: 'A payment was declined',
        answer: [
          'The usual reasons are a wrong PIN, a daily limit, or a merchant that asked for more than the price. The app names the reason next to the declined payment.',
        ],
      },
    ],
  },
  {
    id: 'payments',
    title: 'Payments',
    flag: 'P',
    summary: 'Transfers that wait, bounce or went astray.',
    questions: [
      {
        question: 'My transfer is still pending',
        answer: [
          'Most transfers inside the country land within two hours. A few are looked at by a person first, and some wait for the other bank, at most until the end of the next working day. Please do not send it again meanwhile: it will arrive twice.',
        ],
      },
      {
        question: 'I paid the wrong person',
        answer: [
          'Open a case as soon as you notice. We ask the other bank for the money; it needs the consent of whoever received it, and most people are decent.',
        ],
      },
      {
        question: 'How do I stop a direct debit?',
        answer: [
          'In the app: Payments, Regular, Cancel, at least one working day before the next collection. Tell the company as well, or they will write you letters.',
        ],
      },
    ],
  },
  {
    id: 'accounts',
    title: 'Accounts',
    flag: 'A',
    summary: 'Moving, marrying, joining, leaving.',
    questions: [
      {
        question: 'I have moved house',
        answer: [
          'Change the address in the app under Profile. We write once to the old house and once to the new one, so that nobody can move you without your noticing.',
        ],
      },
      {
        question: 'I want to close my account',
        answer: [
          'Bring the balance to where you want it and move what is paid from it. We close the account within two working days and do not telephone to change your mind.',
        ],
      },
    ],
  },
  {
    id: 'online-banking',
    title: 'Online banking',
    flag: 'O',
    summary: 'Passcodes, new phones, a stubborn login.',
    questions: [
      {
        question: 'I forgot my passcode',
        answer: [
          'Reset it on the passcode screen, with your card in your hand. For the day after that you can pay people you have paid before, but not add new ones; nobody can lift this, however charmingly asked.',
        ],
      },
      {
        question: 'I have a new phone',
        answer: [
          'Install the app on the new one and sign in there, then remove the old phone under Profile, Devices. If your number changed as well, tell us before you give the old one up.',
        ],
      },
    ],
  },
  {
    id: 'security',
    title: 'Security',
    flag: 'U',
    summary: 'Odd calls, odd links, odd payments.',
    questions: [
      {
        question: 'Was that really you on the phone?',
        answer: [
          'Hang up and call us on 01632 960 111, at any hour. We never ask for a passcode, never ask you to move money to keep it safe, and are never offended.',
        ],
      },
      {
        question: 'I see a payment I did not make',
        answer: [
          'Freeze the card, then open a case with the date and the amount. We put the money back while we look into it, by the end of the next working day.',
        ],
      },
    ],
  },
  {
    id: 'travel',
    title: 'Travel',
    flag: 'T',
    summary: 'Cash abroad, exchange rates, ferries.',
    questions: [
      {
        question: 'What does it cost to pay abroad?',
        answer: [
          'The price in the app is worked out at the card scheme’s rate of the day. Choose the local currency when the terminal asks; its own rate is rarely a kindness.',
        ],
      },
      {
        question: 'Must I tell you that I am going?',
        answer: ['No. Have a good time.'],
      },
    ],
  },
  {
    id: 'fees',
    title: 'Fees',
    flag: 'F',
    summary: 'The short list of what we charge, and why.',
    questions: [
      {
        question: 'What does the account cost?',
        answer: [
          'A current account costs a person nothing, and we charge nothing for cash inside the country. A few machines in shops and stations do, and must say so before you confirm.',
        ],
      },
      {
        question: 'I was charged and do not see why',
        answer: [
          'Open a case from the charge in your statement. If we cannot explain it in two sentences, you get it back.',
        ],
      },
    ],
  },
  {
    id: 'savings',
    title: 'Savings',
    flag: 'S',
    summary: 'Rates, notice, and getting at it early.',
    questions: [
      {
        question: 'When is interest paid?',
        answer: [
          'On the first of each month, for the month before, worked out every evening on that evening’s balance.',
        ],
      },
      {
        question: 'Can I have my notice savings today?',
        answer: [
          'Yes, at the price of sixty days’ interest on what you take. The app shows the sum before you agree to it.',
        ],
      },
    ],
  },
  {
    id: 'business',
    title: 'Business',
    flag: 'B',
    summary: 'Colleagues, mandates, invoices, payroll.',
    questions: [
      {
        question: 'Can a colleague see our cases?',
        answer: [
          'Yes, if the company’s mandate says so. Each colleague may be allowed to read the company’s cases, to open them and to answer on them, one by one.',
        ],
      },
      {
        question: 'How do I add somebody to the account?',
        answer: [
          'Two people named on the mandate agree to it, in the app or at the counter. It takes a day; we check who they are first.',
        ],
      },
    ],
  },
  {
    id: 'loans-mortgages',
    title: 'Loans & mortgages',
    flag: 'L',
    summary: 'Borrowing, repaying early, moving house.',
    questions: [
      {
        question: 'May I repay early?',
        answer: [
          'A loan at any time without a charge. A fixed mortgage by a tenth of the balance each year; beyond that we tell you the cost before you decide.',
        ],
      },
      {
        question: 'I may not manage next month',
        answer: [
          'Tell us before it happens, by case or by telephone. We can pause or stretch payments, and we have seen rougher weather than yours.',
        ],
      },
    ],
  },
];

/** The topic with this id, if it is one of ours. */
export function findTopic(id: string): Topic | undefined {
  return TOPICS.find((topic) => topic.id === id);
}
