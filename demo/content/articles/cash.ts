import type { ContentArticle } from '../types';

/** Answers about cash, cash machines and adding money. */
export const cashArticles: ContentArticle[] = [
  {
    slug: 'cash-withdrawal',
    source: 'article',
    title: 'Take out cash',
    category: 'cards',
    keywords: ['cash', 'atm', 'cash machine', 'withdraw', 'cash withdrawal', 'atm support', 'take out money'],
    bodyHtml: `<p>Your card works in any machine that shows its sign. Inside the country we charge nothing; a few machines in shops and stations do, and must tell you before you confirm.</p>
<ul><li>£500 a day to begin with, see <a href="/help/card-limits">card limits</a></li><li>At the till of many supermarkets up to £50, with or without buying anything</li><li>At any post office counter with card and PIN</li><li>In our branches without a card, against a passport or driving licence</li></ul>
<p>No card with you? In the app choose <strong>Cash code</strong>: you receive an eight-digit number, good for one withdrawal up to £100 at our own machines within thirty minutes. You may send it to a stranded child.</p>
<p>With a credit card every withdrawal costs 2.5 %, at least £3, and interest runs from that day. For travel, see <a href="/help/card-abroad">using your card abroad</a>.</p>`,
    daysAgo: 105,
  },
  {
    slug: 'cash-not-dispensed',
    source: 'article',
    title: 'The machine did not give me my money',
    category: 'cards',
    keywords: [
      'wrong cash',
      'no cash',
      'wrong amount of cash',
      'atm error',
      'charged but no cash',
      'machine fault',
      'cash not received',
    ],
    bodyHtml: `<p>Wait two minutes beside the machine. Some pull the notes back in when they are not taken, and then cancel the withdrawal by themselves; it vanishes from your account within an hour.</p>
<p>If it is still there the next morning:</p>
<ol><li>Open the withdrawal in the app and choose <strong>I did not get this money</strong>.</li><li>Say how much came out, if anything: £60 instead of £80, for instance.</li><li>Add a photograph of the slip if there was one. It is not essential.</li></ol>
<p>At our own machines we count the notes the same evening and answer within two working days. With other banks' machines we ask that bank, which may take up to ten working days; meanwhile we usually credit the sum on account. Should the other bank show that the notes were taken, we have to reverse it, and send you their record so that you can object.</p>`,
    daysAgo: 26,
  },
  {
    slug: 'pay-in-cash',
    source: 'article',
    title: 'Pay in cash',
    category: 'accounts',
    keywords: ['pay in cash', 'deposit cash', 'coins', 'paying in machine', 'post office', 'cash deposit'],
    bodyHtml: `<p>Notes and coins go into your account in three ways.</p>
<ul><li><strong>Machines in our branches</strong> count up to 200 notes and take no coins. The money is there at once.</li><li><strong>Post offices:</strong> card, PIN, and up to £2,000 at a time. It appears by the next morning.</li><li><strong>Branch counters:</strong> everything else. Coins please in full bags; ask for empty ones.</li></ul>
<p>Private customers pay nothing up to £5,000 a month. Business accounts pay what is in the <a href="/help/business-fees">business price list</a>.</p>
<p>If the machine swallows a note without counting it, do not argue with it. Note the time, and open a case: every machine is emptied and counted daily. Torn notes are exchanged when more than half of each is left. For large sums we may ask where the money is from, see <a href="/help/source-of-funds">why we ask</a>.</p>`,
    daysAgo: 290,
  },
  {
    slug: 'top-up',
    source: 'article',
    title: 'Top up your account by card',
    category: 'payments',
    keywords: [
      'top up',
      'top-up',
      'add money',
      'topping up by card',
      'top up limit',
      'fund account',
      'automatic top up',
    ],
    bodyHtml: `<p>The quickest way to put money in from another bank is a transfer: it is free and arrives in minutes. A top-up by card is handy when you have only the other card with you.</p>
<ol><li>Choose <strong>Pay in</strong>, <strong>By card</strong>.</li><li>Type or photograph the other card. It must be in <strong>your own name</strong>.</li><li>Choose the amount, at least £10 and at most £1,000 a day.</li><li>Confirm with the bank that issued the card.</li></ol>
<p>Debit cards are free. Credit cards cost 1.5 %, and their issuer may treat it as a cash withdrawal. Cards from outside the country are not accepted.</p>
<p><strong>Automatic top-up:</strong> under <strong>Pay in</strong>, <strong>Automatic</strong> choose a threshold, such as £50, and a sum. It works at most once a day, so that a bad day stays a single bad day.</p>`,
    daysAgo: 81,
  },
  {
    slug: 'top-up-failed',
    source: 'article',
    title: 'My top-up failed or came back',
    category: 'payments',
    keywords: [
      'top up failed',
      'top-up reverted',
      'pending top up',
      'top up not working',
      'verify top up',
      'top up declined',
    ],
    bodyHtml: `<p>A failed top-up takes no money, whatever the other bank's app seems to say. What you see there is a <strong>reservation</strong>, which it releases within seven days, usually overnight.</p>
<p>Why it fails:</p>
<ul><li>The name on the card is not yours. Cards of partners and companies are refused.</li><li>The other bank did not get your confirmation in time. You have five minutes.</li><li>The card is prepaid or was issued abroad.</li><li>You have reached the daily £1,000. Try after midnight or send a transfer instead.</li></ul>
<p>A top-up that arrived and then <strong>went back</strong> was withdrawn by the other bank, typically because somebody reported the card. We freeze the amount and write to you.</p>
<p>Pending for more than an hour? Do not repeat it. Open a case with the amount and the last four digits of the other card, never the whole number. See also <a href="/help/top-up">top up by card</a>.</p>`,
    daysAgo: 62,
  },
];
