import type { ContentArticle } from '../types';

/** Answers about fraud, scams and locked accounts. */
export const securityArticles: ContentArticle[] = [
  {
    slug: 'report-fraud',
    source: 'article',
    title: 'Report a fraud',
    category: 'security',
    keywords: [
      'fraud',
      'scam',
      'stolen money',
      'hacked',
      'unauthorised payment',
      'compromised card',
      'not me',
      'victim',
    ],
    bodyHtml: `<p><strong>Call 01632 960 111 now</strong>, at any hour. If the line is busy, freeze your cards and choose <strong>Secure my account</strong> in the app: it stops every payment going out until you and we have spoken.</p>
<p>Then:</p>
<ol><li>Leave everything as it is. Do not delete messages, and do not continue the conversation with the other side.</li><li>Tell us what happened in your own words. Embarrassment is not needed; these people do it for a living.</li><li>We ask the receiving bank to hold the money. In the first hour this often works.</li><li>You get a written answer on a refund within five working days.</li></ol>
<p>Payments you did not make are refunded by the end of the next working day. Payments you were tricked into are refunded in most cases too. Report it to the police's fraud centre as well and note the reference. Nobody from Northquay will ever ask you to move money to a “safe account”.</p>`,
    daysAgo: 6,
  },
  {
    slug: 'phishing',
    source: 'article',
    title: 'Is this message really from you?',
    category: 'security',
    keywords: [
      'phishing',
      'suspicious email',
      'fake text',
      'smishing',
      'link',
      'scam message',
      'is this real',
      'sms',
    ],
    bodyHtml: `<p>Three things we <strong>never</strong> put in a text or an email: a link to sign in, a request for your passcode, PIN or a code, and a deadline of minutes.</p>
<p>Unsure? Open the app by its icon, not from the message. If we want something from you, it stands under <strong>Messages</strong> there as well. If not, it was not us.</p>
<ul><li>Forward emails to <strong>report@northquay.example</strong>, texts to the same address as a picture. You get an answer within the hour.</li><li><strong>Clicked but typed nothing?</strong> Close the page. That is usually the end of it.</li><li><strong>Typed your passcode or a code?</strong> Choose <strong>Secure my account</strong> in the app, then see <a href="/help/report-fraud">report a fraud</a>.</li><li><strong>Gave card details?</strong> <a href="/help/lost-or-stolen-card">Cancel the card</a>.</li></ul>
<p>A message can appear in the same thread as our real ones. The sender's name of a text is as easy to forge as a signature on a postcard.</p>`,
    daysAgo: 20,
  },
  {
    slug: 'scam-calls',
    source: 'article',
    title: 'Somebody called and said they were the bank',
    category: 'security',
    keywords: [
      'scam call',
      'fake call',
      'vishing',
      'caller',
      'safe account',
      'impersonation',
      'phone call from bank',
    ],
    bodyHtml: `<p>Hang up. A real colleague will not mind, and you can check in a minute: while we are speaking to you, the app shows <strong>You are on a call with Northquay</strong> and the first name of whoever it is. No banner, no bank.</p>
<p>What callers say, and we never do:</p>
<ul><li>“Your money is in danger, move it to a safe account.”</li><li>“Read me the code you have just received.”</li><li>“Install this program so that I can help.” See <a href="/help/remote-access-scam">programs that share your screen</a>.</li><li>“Do not tell the branch, they are under suspicion.”</li></ul>
<p>The number on your display proves nothing, numbers can be forged. If you wish to call back, wait five minutes or use another phone, since some callers hold the line open, and dial the number on your card. If you told them anything or paid anything, call us at once on 01632 960 111.</p>`,
    daysAgo: 44,
  },
  {
    slug: 'remote-access-scam',
    source: 'article',
    title: 'Programs that share your screen',
    category: 'security',
    keywords: [
      'remote access',
      'screen sharing',
      'tech support scam',
      'installed program',
      'computer virus call',
      'investment scam',
    ],
    bodyHtml: `<p>A friendly person offers to repair the computer, to refund a subscription or to set up an investment, and asks you to install a program “so that I can see what you see”. From then on they see your banking too.</p>
<p>If such a program is installed right now:</p>
<ol><li>Pull the plug of the router, or switch the phone to flight mode.</li><li>From <strong>another</strong> device, choose <strong>Secure my account</strong>, or call 01632 960 111.</li><li>Remove the program, or let somebody you know do it, before you sign in on that device again.</li><li>Set a new passcode, see <a href="/help/forgotten-passcode">forgotten passcode</a>.</li></ol>
<p>Our app hides itself while the screen is shared, and refuses new payees for a day after a remote program was found on the phone. If you rely on such a program because of a disability or for work, tell us and we make an exception that fits. We refund what was taken this way unless you had been warned by us about that very payment.</p>`,
    daysAgo: 132,
  },
  {
    slug: 'confirmation-codes',
    source: 'article',
    title: 'Codes do not arrive',
    category: 'security',
    keywords: [
      'code',
      'sms code',
      'no code',
      'verification code',
      'two factor',
      '3d secure',
      'one time password',
      'approve payment',
    ],
    bodyHtml: `<p>We confirm online purchases in the app: a question appears, you answer with your face, finger or passcode. Codes by text are only for those who asked for them.</p>
<p>No question appears? Open the app yourself; it waits under the bell for five minutes. If nothing is there, the shop is asking a different card, which happens with stored ones.</p>
<p>No text?</p>
<ul><li>Check the number under <strong>Profile</strong>, <strong>Contact</strong>.</li><li>Abroad, some networks hold texts back. Switch to app confirmation, which needs only wifi.</li><li>After three requests we pause for fifteen minutes. Only the <em>last</em> code is valid.</li><li>Numbers used for internet telephony often cannot receive them.</li></ul>
<p>Never read a code to anyone, even to us. The text itself says what the code is for; if it says “add card to a phone” and you did not, see <a href="/help/report-fraud">report a fraud</a>.</p>`,
    daysAgo: 92,
  },
  {
    slug: 'account-locked',
    source: 'article',
    title: 'My account is locked',
    category: 'security',
    keywords: ['account locked', 'account blocked', 'frozen account', 'restricted', 'suspended', 'unlock'],
    bodyHtml: `<p>There are three kinds of lock, and the app's first screen says which one you have met.</p>
<ul><li><strong>Too many wrong attempts.</strong> It lifts by itself after an hour, or at once when you <a href="/help/forgotten-passcode">set a new passcode</a>.</li><li><strong>You, or we, chose Secure my account.</strong> Call 01632 960 111. We go through the last payments together and open it again, usually within ten minutes.</li><li><strong>A check is due.</strong> We asked for a document and the date went by. See <a href="/help/identity-check">prove who you are</a>; access returns within a working day after the document is accepted.</li></ul>
<p>While it is locked, salaries and refunds still come in, and direct debits are still paid where there is money. Should you need cash for food or travel, a branch pays out up to £300 a day against your passport. Occasionally the law forbids us to say why we have locked an account. We dislike that as much as you do.</p>`,
    daysAgo: 168,
  },
];
