import type { ContentCase, ContentNote } from '../types';
import { activity, aside, note, pdf, picture, text } from './parts';

/** The legs of a parcel of cash registers that went round the country, one note each. */
const longThread: ContentNote[] = [
  'Hull',
  'Grimsby',
  'Lincoln',
  'Newark',
  'Derby',
  'Stoke',
  'Crewe',
  'Chester',
  'Wrexham',
  'Shrewsbury',
  'Telford',
  'Worcester',
  'Gloucester',
  'Swindon',
  'Reading',
  'Slough',
  'Luton',
  'Bedford',
  'Corby',
  'Leicester',
].flatMap((town, stop) => [
  note(
    'maren',
    2 + stop * 9,
    `The tracking page now says the new terminals are in ${town}. We are still in Harwich, and so are our customers.`,
  ),
  note(
    'callum',
    5 + stop * 9,
    `I have called the depot in ${town}: ${stop % 2 === 0 ? 'they saw the parcel leave this morning' : 'the label is readable, the postcode is not'}. Stop ${stop + 1} of what I hope is not many more.`,
  ),
  aside('callum', 6 + stop * 9, `Courier ticket updated from ${town}, compensation now £${(stop + 1) * 5}.`),
]);

/** Cases whose texts, names or lengths are unusual, and have to look right all the same. */
export const edgeCases: ContentCase[] = [
  {
    key: 'edge-long-subject',
    subject:
      'My standing order for the rent, the direct debit for the water, the transfer to my sister, the payment to Tidewater Books and the savings on payday all left on the same day, in the wrong order, and two of the five came back, which I would like undone',
    description:
      'I am sorry for the length of the subject. I began to type and it would not stop, rather like the payments.',
    category: 'payments',
    priority: 'normal',
    origin: 'web',
    status: 'in_progress',
    filedBy: 'layla',
    queue: 'payments',
    assignedTo: 'callum',
    daysAgo: 4.3,
    notes: [
      note(
        'callum',
        5,
        'No need to be sorry, it is all in there. The rent and the water were paid; the other two came back because the balance was £8.12 short at midnight. I can move the savings to the day after payday. Shall I?',
      ),
    ],
    activities: [activity('callum', 'task', 'Re-order regular payments after consent', 'open', 10)],
  },
  {
    key: 'edge-long-word',
    subject:
      'Reference was printed as NQB7F3A9C1E5D2B8064F7A3C9E1D5B2F80647A3C9E1D5F2B8064A7C3E9D1F5B28064C7A3E9F1D5B280NQB7F3A9',
    description:
      'The reference on my statement is one long word without a space:\nNQB7F3A9C1E5D2B8064F7A3C9E1D5B2F80647A3C9E1D5F2B8064A7C3E9D1F5B28064C7A3E9F1D5B2806419AB7C\nMy bookkeeping program falls over when I paste it. May I have a shorter one?',
    category: 'business',
    priority: 'low',
    origin: 'web',
    status: 'open',
    filedBy: 'ines',
    account: 'kestrel-yard',
    queue: 'payments',
    daysAgo: 2.1,
    notes: [],
    activities: [],
  },
  {
    key: 'edge-arabic',
    subject: 'لم تصل بطاقتي الجديدة إلى عنواني في عمّان',
    description:
      'طلبت بطاقة جديدة قبل أسبوعين بعد أن فقدت القديمة المنتهية بالرقم 4821، ولم تصل حتى الآن. هل يمكنكم التأكد من العنوان المسجّل لديكم؟',
    category: 'cards',
    priority: 'normal',
    origin: 'web',
    status: 'waiting',
    filedBy: 'layla',
    queue: 'cards',
    assignedTo: 'priya',
    daysAgo: 6.4,
    notes: [
      note(
        'priya',
        4,
        'Thank you. A colleague helped me read your message. The card was sent to your address in Leeds. Shall I send another to Amman by courier? In Arabic: هل نرسل البطاقة إلى عمّان مع شركة التوصيل؟',
      ),
      note('layla', 20, 'نعم من فضلكم، إلى عمّان، شارع الرينبو رقم 12 (الطابق الثاني). شكراً جزيلاً!'),
      note('priya', 26, 'Gladly. For the courier I need a telephone number in Jordan, please.'),
    ],
    activities: [activity('priya', 'task', 'Courier to Amman once the number is known', 'open', 15)],
  },
  {
    key: 'edge-japanese',
    subject: '海外送金が「処理中」のまま三日間止まっています',
    description:
      '東京の家族に£450を送りましたが、アプリでは三日間「Pending」のままです。家賃の支払い期限があるので、状況を教えていただけますか。',
    category: 'travel',
    priority: 'high',
    origin: 'web',
    status: 'in_progress',
    filedBy: 'kenji',
    queue: 'payments',
    assignedTo: 'callum',
    daysAgo: 3.2,
    notes: [
      note(
        'callum',
        3,
        'Thank you for writing, Japanese is fine, my colleague reads it. The bank in Tokyo asks for the recipient’s name in katakana. Could you send it?',
      ),
      note('kenji', 11, '受取人の名前は「モリタ ハルコ」です。住所も必要でしょうか。'),
      aside('callum', 12, 'Sent as MT199 to the correspondent. Tokyo opens at midnight our time.'),
    ],
    activities: [activity('callum', 'task', 'Ask correspondent for booking', 'open', 20)],
  },
  {
    key: 'edge-emoji',
    subject: 'Pot called 🏖️🍦 vanished after round-up 😱',
    description:
      'My holiday pot “🏖️🍦 2️⃣ 🇵🇹” had £212.40 in it. Since the round-up last night it is not in the list. The family emoji 👨‍👩‍👧‍👦 pot is still there.',
    category: 'savings',
    priority: 'normal',
    origin: 'web',
    status: 'resolved',
    filedBy: 'layla',
    queue: 'general',
    assignedTo: 'priya',
    daysAgo: 58.3,
    closedDaysAgo: 57.1,
    published: true,
    resolution:
      'A locked pot is hidden from the list until its date. Savings, All pots shows hidden ones as well; a lock can be removed there and takes effect the next morning.',
    notes: [
      note(
        'priya',
        6,
        'It is safe 🙂. The pot was locked last night, and locked pots hide. Choose Savings, All pots and there it is, ice cream and all.',
      ),
      note('layla', 9, 'Found! 🎉 My daughter had locked it. Wise child. 👏👏'),
    ],
    activities: [activity('priya', 'task', 'Look for the hidden pot', 'completed', 8)],
  },
  {
    key: 'edge-markup',
    subject: 'Payee shown as <b>Saddler’s</b> & "Sons" <script>alert(1)</script>',
    description:
      'Our payee list shows the name with angle brackets: <b>Saddler’s</b> &amp; "Sons". I suspect a clever supplier. Also: 5 < 7 and 7 > 5, {braces}, ${dollars}, \\backslashes\\.',
    category: 'business',
    priority: 'low',
    origin: 'email',
    status: 'resolved',
    filedBy: 'maren',
    account: 'harbour-pine',
    queue: 'payments',
    assignedTo: 'callum',
    daysAgo: 130.4,
    closedDaysAgo: 128,
    published: false,
    resolution:
      'The payee had typed HTML into their own account name. It is shown as plain text and does nothing; renaming the payee in your list hides it.',
    notes: [
      note(
        'callum',
        7,
        'A supplier with too much time: <i>they</i> registered it like that. It is only text, and nothing runs. I have asked their bank to correct it.',
      ),
      note('maren', 22, 'I thought so. Renamed to Saddler’s & Sons.'),
    ],
    activities: [],
  },
  {
    key: 'edge-files',
    subject: 'Receipts for the disputed hotel bill, with awkward file names',
    description:
      'Here are the documents you asked for. Some come from other people’s computers, hence the names.',
    category: 'travel',
    priority: 'normal',
    origin: 'email',
    status: 'waiting',
    filedBy: 'layla',
    queue: 'cards',
    assignedTo: 'priya',
    daysAgo: 9.2,
    files: [picture('hotel bill (page 1 of 2).png'), pdf('Reçu définitif – août à Évian.pdf')],
    notes: [
      note(
        'layla',
        3,
        'And these, from the hotel’s own office.',
        text('statement_\u202Efdp.txt', 'Room 12, two nights, 240.00 EUR\nCity tax 3.20 EUR\n'),
        text('فاتورة الفندق.txt', 'المجموع: 243.20 يورو\n'),
        text('領収書 2泊.txt', '合計 243.20 ユーロ\n'),
      ),
      note(
        'priya',
        21,
        'All received, even the one whose name reads backwards; I opened it with tongs and it is harmless. What is missing is the booking confirmation with the price agreed.',
      ),
      aside(
        'priya',
        22,
        'File name contains U+202E. Scanned, plain text. Told security for their collection.',
      ),
    ],
    activities: [
      activity('priya', 'phone', 'Call the hotel about the city tax', 'completed', 12),
      activity('priya', 'email', 'Send dispute form', 'open', 0),
    ],
  },
  {
    key: 'edge-long-thread',
    subject: 'Replacement terminals touring the country',
    description:
      'Four card terminals were to arrive last week. According to the tracking they have seen more of England than we have. Please bring them home.',
    category: 'business',
    priority: 'high',
    origin: 'phone',
    status: 'in_progress',
    filedBy: 'maren',
    account: 'harbour-pine',
    queue: 'payments',
    assignedTo: 'callum',
    daysAgo: 8.4,
    notes: longThread,
    activities: [
      activity('callum', 'phone', 'Daily call to the courier', 'open', 95),
      activity('callum', 'task', 'Order a second set as insurance', 'completed', 10),
      activity('callum', 'appointment', 'Installation visit, first date', 'cancelled', 0),
    ],
  },
];
