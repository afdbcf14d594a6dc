import type { ContentArticle } from '../types';

/** Answers about savings accounts. */
export const savingsArticles: ContentArticle[] = [
  {
    slug: 'savings-accounts',
    source: 'article',
    title: 'Which savings account?',
    category: 'savings',
    keywords: ['savings', 'interest rate', 'save money', 'easy access', 'fixed', 'which account'],
    bodyHtml: `<p>We have three, on purpose.</p>
<ul><li><strong>Harbour</strong>, easy access: in and out whenever you like. The rate can change; we tell you two weeks before it falls.</li><li><strong>Slack Water</strong>, 60 days' notice: a better rate. You announce a withdrawal in the app and it arrives on the sixtieth day.</li><li><strong>Ballast</strong>, fixed for one, two or three years: the best rate, which stays as it is, and so does the money.</li></ul>
<p>Today's rates are on <a href="/pages/savings-rates">savings rates</a>. Interest is worked out daily and paid on the first of the month, or on the anniversary with Ballast.</p>
<p>Open any of them in the app with £1. Rule of thumb: three months' expenses in Harbour, next year's roof in Slack Water, and only what you will surely not need in Ballast. Deposits are protected by the compensation scheme up to its limit, counted over all your accounts with us.</p>`,
    daysAgo: 98,
  },
  {
    slug: 'withdraw-savings',
    source: 'article',
    title: 'Take money out of savings',
    category: 'savings',
    keywords: [
      'withdraw savings',
      'notice',
      'early withdrawal',
      'access savings',
      'break fixed term',
      'penalty',
    ],
    bodyHtml: `<p><strong>Harbour:</strong> move it in the app; it is in your current account in seconds, at any hour and without a fee.</p>
<p><strong>Slack Water:</strong> choose <strong>Give notice</strong>, the amount, and where it should go. The money keeps earning for all sixty days. You can change your mind until the day before. Need it now? Choose <strong>At once</strong>, and we keep sixty days' interest on that amount.</p>
<p><strong>Ballast:</strong> normally not before the end of the term. We make exceptions, without a penalty, for</p>
<ul><li>serious illness or a death in the family</li><li>redundancy</li><li>separation, or leaving a dangerous home</li></ul>
<p>Open a case under <em>Savings</em> and say which it is. A person reads it within one working day and asks for no more proof than necessary. In the first fourteen days after opening you may always withdraw from the contract and receive everything back.</p>`,
    daysAgo: 172,
  },
  {
    slug: 'fixed-savings-maturity',
    source: 'article',
    title: 'When fixed savings come to an end',
    category: 'savings',
    keywords: ['maturity', 'fixed savings ends', 'matured', 'reinvest', 'renew', 'term ended', 'rollover'],
    bodyHtml: `<p>Four weeks before a Ballast account matures we write to you with the sum, the day, and the rates on offer. Choose one of three things in the app:</p>
<ol><li><strong>Pay out</strong> to your current account on the day, before noon.</li><li><strong>Fix again</strong>, with or without the interest, and for any term.</li><li><strong>Move to Harbour</strong> and think about it.</li></ol>
<p>If you choose nothing, it moves to Harbour at that account's rate. We do not fix it again without asking; we have read what people write about banks that do.</p>
<p>You can change the choice until 6 pm on the day before. If the day is a weekend or a bank holiday, everything happens on the next working day and interest is paid for the days between. A new rate that was offered to you is held from the day you choose it, even when it falls before maturity.</p>`,
    daysAgo: 235,
  },
  {
    slug: 'interest-and-tax',
    source: 'article',
    title: 'Interest and tax',
    category: 'savings',
    keywords: [
      'interest',
      'tax on savings',
      'interest certificate',
      'tax certificate',
      'when is interest paid',
      'no interest',
    ],
    bodyHtml: `<p>Interest is worked out every evening on that evening's balance and paid on the <strong>first</strong> of the following month. What was paid in after midnight counts from that day.</p>
<p>We pay it without deducting tax and report the year's sum to the tax office, as we must. Your <strong>interest certificate</strong> is under <strong>Account</strong>, <strong>Documents</strong>, from the middle of April. Joint accounts are reported half and half; a different share needs a form signed by both.</p>
<p>Less than expected?</p>
<ul><li>A bonus rate may have ended. The date is in the account's details.</li><li>Rates are yearly: 3 % on £1,000 for a month is about £2.50.</li><li>A withdrawal earlier in the month lowers it from that day, not for the whole month.</li></ul>
<p>Living abroad? Tell us your country and tax number, see <a href="/help/change-address">change your address</a>.</p>`,
    daysAgo: 251,
  },
  {
    slug: 'savings-goals',
    source: 'article',
    title: 'Pots, goals and rounding up',
    category: 'savings',
    keywords: ['pots', 'goal', 'round up', 'spare change', 'save automatically', 'budget', 'pot locked'],
    bodyHtml: `<p>Inside Harbour you can keep up to twelve <strong>pots</strong>, each with a name, a picture and, if you like, a sum and a date. The app then tells you what that means per month, without reproach.</p>
<ul><li><strong>Round up:</strong> each card payment is rounded to the next pound and the difference goes into a pot in the evening.</li><li><strong>Payday:</strong> a fixed sum leaves on the day your salary arrives, whichever day that is.</li><li><strong>Lock:</strong> hides a pot until its date. You can unlock it, but only the next morning, when it may seem a worse idea.</li></ul>
<p>All pots earn the Harbour rate. Two people can share one; both see who put in what, and each can take out only what the other has not locked. Deleting a pot moves its money back to the account. Round-ups pause by themselves when the current account falls under £50.</p>`,
    daysAgo: 188,
  },
];
