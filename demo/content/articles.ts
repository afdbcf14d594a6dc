import { accountArticles } from './articles/accounts';
import { cardArticles } from './articles/cards';
import { paymentArticles } from './articles/payments';
import type { ContentArticle } from './types';

/** Every knowledge article of the help centre. */
export const articles: ContentArticle[] = [...cardArticles, ...paymentArticles, ...accountArticles];
