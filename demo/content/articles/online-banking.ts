import type { ContentArticle } from '../types';

/** Answers about the app, the browser and signing in. */
export const onlineBankingArticles: ContentArticle[] = [
  {
    slug: 'app-login',
    source: 'article',
    title: 'I cannot sign in to the app',
    category: 'online-banking',
    keywords: [
      'login',
      'sign in',
      'cannot log in',
      'app not working',
      'app crashes',
      'blank screen',
      'fingerprint',
    ],
    bodyHtml: `<p>Try these in order. The first three cure most of it.</p>
<ol><li>Update the app. Versions older than six months are turned away at the door.</li><li>Switch the phone off and on. It is a cliché because it works.</li><li>Change from the café's wifi to mobile data.</li><li>If face or finger is refused, choose <strong>Use passcode</strong>. After a new fingerprint is added to the phone we ask for the passcode once.</li><li>If the passcode is refused, <a href="/help/forgotten-passcode">set a new one</a>.</li></ol>
<p>The app does not run on phones that have been rooted or jailbroken, nor on systems older than five years. A blank screen straight after signing in is usually a large text size on an old version: update. Current faults are on the <a href="/pages/service-status">service status</a> page, before you start to doubt yourself.</p>`,
    daysAgo: 9,
  },
  {
    slug: 'forgotten-passcode',
    source: 'article',
    title: 'Forgotten passcode',
    category: 'online-banking',
    keywords: [
      'passcode',
      'forgot passcode',
      'password',
      'reset passcode',
      'locked out',
      'six digits',
      'forgotten',
    ],
    bodyHtml: `<p>Your passcode is the six digits you type into the app. It is not the PIN of your card, and we cannot look it up for you: nobody here can see it.</p>
<ol><li>On the sign-in screen choose <strong>Forgotten?</strong></li><li>Type your card number and the three digits on its back.</li><li>Take the short film of your face. We compare it with the picture from the day you joined.</li><li>Choose six new digits, not in a row and not a date of birth.</li></ol>
<p>For the first twenty-four hours afterwards you can see everything and pay people you have paid before, but not add new ones. That is deliberate and nobody can lift it, however charmingly asked.</p>
<p>No card at hand? Go to a branch with an identity document, or open a case and choose a time for a video call. After five wrong attempts the app locks for an hour.</p>`,
    daysAgo: 35,
  },
  {
    slug: 'new-phone',
    source: 'article',
    title: 'Move to a new phone',
    category: 'online-banking',
    keywords: ['new phone', 'change phone', 'transfer app', 'lost phone', 'second device', 'broken phone'],
    bodyHtml: `<p><strong>If you still have the old phone</strong>, install the app on the new one and choose <strong>I have it on another phone</strong>. Point the old phone's camera at the code on the new one. Done; it takes less time than the unwrapping.</p>
<p><strong>If the old phone is lost or broken</strong>, choose <strong>I don't have it any more</strong>, then prove who you are with your card and a short film of your face. New payees have to wait twenty-four hours.</p>
<p>Afterwards:</p>
<ul><li>Under <strong>Profile</strong>, <strong>Devices</strong>, remove the old phone. Up to three devices can be signed in.</li><li>Add your cards to the new phone's wallet again; they do not travel with a backup.</li><li>If your number changed as well, tell us <em>before</em> you give the old one up. See <a href="/help/change-phone-or-email">change your phone number or email</a>.</li></ul>
<p>Before you sell the old one, erase it completely.</p>`,
    daysAgo: 115,
  },
  {
    slug: 'change-phone-or-email',
    source: 'article',
    title: 'Change your phone number or email',
    category: 'online-banking',
    keywords: [
      'change phone number',
      'change email',
      'new number',
      'sms code',
      'edit details',
      'wrong email',
    ],
    bodyHtml: `<ol><li>Choose <strong>Profile</strong>, <strong>Contact</strong>, and the entry that is wrong.</li><li>Type the new one. We send a code to it, and a notice to the old one.</li><li>Type the code, and confirm with your passcode.</li></ol>
<p>The notice to the old address carries a link that undoes the change for three days. If you receive one and changed nothing, use the link and then see <a href="/help/report-fraud">report a fraud</a>.</p>
<p>No longer able to receive codes at the old number and locked out as well? Choose <strong>I have a new number</strong> on the sign-in screen and take the short film of your face. Numbers from other countries work, though codes to some of them take several minutes.</p>
<p>Two customers cannot share a phone number or an email address, which comes as a surprise to some couples. Business users keep a separate address for each company if they like.</p>`,
    daysAgo: 182,
  },
  {
    slug: 'notifications',
    source: 'article',
    title: 'Notifications: too many, too few, none',
    category: 'online-banking',
    keywords: [
      'notifications',
      'alerts',
      'push',
      'no notifications',
      'turn off notifications',
      'balance alert',
      'email',
    ],
    bodyHtml: `<p>Choose what we tell you under <strong>Profile</strong>, <strong>Notifications</strong>: every payment, only those above an amount, money coming in, a low balance, a due date. Each can go to the phone, by email, or both.</p>
<p>None arrive?</p>
<ul><li>Look in the phone's own settings whether our app may send any.</li><li>Power saving holds them back for hours on some phones. Exclude our app from it.</li><li>Notifications go to the phone signed in last. If you have two, open the app once on the one you carry.</li><li>Check the time zone: quiet hours from 10 pm to 7 am are on at first, and wait for the morning.</li></ul>
<p>Some we always send: a new device, a changed address, a payment that needs your answer. They never contain a link. A message that does is not from us, see <a href="/help/phishing">suspicious messages</a>.</p>`,
    daysAgo: 148,
  },
  {
    slug: 'browser-banking',
    source: 'article',
    title: 'Banking in the browser',
    category: 'online-banking',
    keywords: [
      'browser',
      'online banking',
      'website',
      'logged out',
      'session expired',
      'computer',
      'qr code sign in',
      'cookies',
    ],
    bodyHtml: `<p>On a computer, open our site, choose <strong>Sign in</strong> and scan the picture with the app. No phone at hand? Use your customer number and the card reader we send on request.</p>
<ul><li>After ten minutes without a click we sign you out. Text you were writing to us is kept; a payment you had not confirmed is not.</li><li>We support the current and the previous version of the common browsers. Strict privacy add-ons sometimes block the sign-in picture: allow our site.</li><li>If it signs you out at once, the computer's clock is probably wrong. More than two minutes is too much.</li><li>Private windows work. They merely ask for a code each time.</li></ul>
<p>Bulk payments, files for accountants and permissions for colleagues are in the browser only. On a computer that is not yours, choose <strong>Sign out everywhere</strong> in the app afterwards.</p>`,
    daysAgo: 221,
  },
  {
    slug: 'accessible-banking',
    source: 'article',
    title: 'Banking that suits you',
    category: 'online-banking',
    keywords: [
      'accessibility',
      'screen reader',
      'large print',
      'braille',
      'blind',
      'deaf',
      'sign language',
      'dyslexia',
      'text size',
    ],
    bodyHtml: `<p>Tell us once and we remember it, in every branch and on every call: <strong>Profile</strong>, <strong>How I bank</strong>.</p>
<ul><li>The app and this site work with screen readers, with the keyboard alone, and with text at twice its size.</li><li>Statements and letters come in large print, in Braille or as audio, free of charge. The first takes five working days.</li><li>We telephone through text relay, and have sign language interpreters by video from 9 am to 6 pm.</li><li>Cards have a notch that shows which way they go in; a card with larger print and a strong contrast is in the app.</li><li>If codes and time limits are a nuisance, ask for a longer one. We can give you five minutes instead of one.</li></ul>
<p>Found something that does not work with your equipment? Open a case and say which page and which software. It goes straight to the people who build it.</p>`,
    daysAgo: 270,
  },
];
