/**
 * What can be found before a case is filed: articles and the like, and resolved cases that were published, each as
 * one document of public fields. A published case's document has the id of the case and is kept by triggers.
 */
import type { Migration } from './index.js';

export const search: Migration = {
  number: 4,
  name: 'search',
  statements: [
    `create table document (
       id uuid primary key,
       source text not null check (source in ('article', 'blog', 'forum', 'issue', 'page', 'case')),
       title text not null,
       category text,
       keywords text not null default '',
       body text not null,
       html text,
       url text,
       updated_at timestamptz(3) not null,
       words tsvector not null generated always as (
         setweight(to_tsvector('english', title), 'A') ||
         setweight(to_tsvector('english', keywords), 'B') ||
         setweight(to_tsvector('english', left(body, 200000)), 'C')) stored
     )`,
    `create index document_words on document using gin (words)`,
    `create table search_word (word text primary key)`,
    `comment on table search_word is 'Words that some document contains: what a misspelt word is compared with.'`,
    `create function collect_words() returns trigger language plpgsql as $$
     begin
       insert into search_word
         select distinct w.word from added,
           unnest(tsvector_to_array(to_tsvector('simple', title || ' ' || keywords || ' ' || left(body, 200000)))) as w (word)
         where w.word ~ '^[[:alpha:]]{4,30}$'
         order by 1
       on conflict do nothing;
       return null;
     end $$`,
    `create trigger document_words_inserted after insert on document
       referencing new table as added for each statement execute function collect_words()`,
    `create trigger document_words_updated after update on document
       referencing new table as added for each statement execute function collect_words()`,
    // Misspelt words are forgiven where the extension is installed; without it, they are not.
    `do $$ begin
       create extension if not exists pg_trgm;
       execute 'create index search_word_trigrams on search_word using gin (word gin_trgm_ops)';
     exception when others then
       raise notice 'pg_trgm is not available: misspelt words will not be corrected';
     end $$`,
    ...publishedCases(),
  ],
};

function publishedCases(): string[] {
  return [
    `create function publish_case() returns trigger language plpgsql as $$
     begin
       if tg_op = 'DELETE' then
         delete from document where id = old.id;
       elsif new.published and new.status = 'resolved' then
         insert into document (id, source, title, category, body, updated_at)
           values (new.id, 'case', new.subject, new.category,
                   concat_ws(E'\\n\\n', nullif(new.description, ''), nullif(new.resolution, '')), new.public_updated_at)
         on conflict (id) do update set title = excluded.title, category = excluded.category,
           body = excluded.body, updated_at = excluded.updated_at;
       elsif tg_op = 'UPDATE' then
         delete from document where id = new.id;
       end if;
       return null;
     end $$`,
    // Many at once, as an import brings them, are published at once.
    `create function publish_new_cases() returns trigger language plpgsql as $$
     begin
       insert into document (id, source, title, category, body, updated_at)
         select id, 'case', subject, category,
                concat_ws(E'\\n\\n', nullif(description, ''), nullif(resolution, '')), public_updated_at
         from added where published and status = 'resolved';
       return null;
     end $$`,
    `create trigger case_published_insert after insert on support_case
       referencing new table as added for each statement execute function publish_new_cases()`,
    `create trigger case_published_update after update of published, status, subject, category, description, resolution on support_case
       for each row when (old.published or new.published) execute function publish_case()`,
    `create trigger case_published_delete after delete on support_case
       for each row when (old.published) execute function publish_case()`,
  ];
}
