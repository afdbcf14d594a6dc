import type { TextDefaults } from '../../context/texts.js';
import { articleTexts } from './article.js';
import { commonTexts } from './common.js';

export const deflectionTexts = {
  ...commonTexts,
  ...articleTexts,
  'cases/casedeflection/title': 'How can we help?',
  'cases/casedeflection/label': 'Describe your problem',
  'cases/casedeflection/placeholder': 'In a few words',
  'cases/casedeflection/searchbuttontext': 'Search',
  'cases/casedeflection/showmore': 'Show more',
  'cases/casedeflection/createcase': 'Continue to a new case',
  'cases/casedeflection/searchagain': 'Search again',
  'deflection/hint': 'Search first: the answer may be here already.',
  'deflection/hint/searched': 'Not what you need? You can open a new case.',
  'deflection/needed': 'Describe your problem and search before you open a case.',
  'deflection/back': 'Back',
  'deflection/searching': 'Searching…',
  'deflection/slow': 'This takes longer than usual. Wait for the answers, or continue to a new case.',
  'deflection/results': 'Answers',
  'deflection/found': { one: '{count} answer for “{query}”', other: '{count} answers for “{query}”' },
  'deflection/shown': '{shown} of {count} answers shown',
  'deflection/opened': 'Read',
  'deflection/none': 'Nothing found for “{query}”.',
  'deflection/none/help': 'Try other words or fewer of them, or continue to a new case.',
  'deflection/failed/help': 'You can continue to a new case without searching again.',
  'deflection/article/back': 'Back to the answers',
  'deflection/article/nothelpful': 'This did not help',
  'deflection/noted': 'Thank you. We noted that it did not help.',
  'deflection/thanks': 'Good to hear that you found your answer.',
  'deflection/thanks/help': 'There is no need to open a case.',
} satisfies TextDefaults;
