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
          'New cards leave us within two working days and take up to five more in the post. If yours has been at sea for longer, open a case: we stop the first card and send a second at no charge.',
        ],
      },
      {
        question: 'My card was lost or stolen',
        answer: [
          'Freeze it in the app first, under Card, Freeze. A frozen card can be thawed again if it turns up in yesterday’s coat.',
          'If it is gone for good, ring the lost card line at any hour on 01632 960 199. Payments you did not make are ours to sort out, not yours.',
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
          'Most transfers land within two hours. A first payment to somebody new may be held until the next working day while we check it. Nobody needs to do anything.',
        ],
      },
      {
        question: 'I paid the wrong person',
        answer: [
          'Open a case as soon as you notice. We ask the other bank to return the money within two working days; it needs the consent of whoever received it, and most people are decent.',
        ],
      },
      {
        question: 'How do I stop a direct debit?',
        answer: [
          'In the app: Payments, Direct debits, Cancel. Do it by the end of the day before it is due, and tell the company, or they will write you letters.',
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
          'Change the address in the app under You, Address. We write once to the old house and once to the new one, so that nobody can move you without your noticing.',
        ],
      },
      {
        question: 'I want to close my account',
        answer: [
          'Bring the balance to nought, then open a case and say so. We close it within two working days, send the last statement, and do not telephone to change your mind.',
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
          'Choose “Forgotten it?” on the passcode screen. You need your card and a minute in decent light for the photograph.',
        ],
      },
      {
        question: 'I have a new phone',
        answer: [
          'Install the app and sign in as usual. We ask you to confirm on the old phone; if the old phone is at the bottom of the harbour, confirm with your card instead.',
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
          'Hang up and call us on 01632 960 140. We never ask for a passcode, never ask you to move money to keep it safe, and are never offended.',
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
          'The card scheme’s rate of the day and nothing on top. Choose the local currency when the terminal asks; its own rate is rarely a kindness.',
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
          'Nothing for people; £6 a month for companies. Cash from our machines is free, and so is cash from the first five machines of others each month.',
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
          'On the first working day of each month, for the month before. The rate of every day is in the app under Savings, Rate.',
        ],
      },
      {
        question: 'Can I have my notice savings today?',
        answer: [
          'Yes, at the price of the interest for the notice you did not give. The app shows the amount before you agree to it.',
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
