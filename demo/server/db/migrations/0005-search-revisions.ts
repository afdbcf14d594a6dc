/**
 * Search that runs beside the database: documents say in which revision they changed, so that an index in memory
 * follows, and carry what people and staff said of them. Words are no longer kept in tables.
 */
import type { Migration } from './index.js';

export const searchRevisions: Migration = {
  number: 5,
  name: 'search revisions',
  statements: [
    `drop trigger document_words_inserted on document`,
    `drop trigger document_words_updated on document`,
    `drop function collect_words()`,
    `drop table search_word`,
    `alter table document
       drop column words,
       add column staff_rank smallint not null default 0 check (staff_rank between -3 and 3),
       add column answered int not null default 0,
       add column not_answered int not null default 0,
       add column revision bigint not null default 1`,
    `comment on column document.staff_rank is 'What staff think of it: 3 the most helpful, -3 the least.'`,
    `comment on column document.answered is 'People whose last word on it was that it answered their question.'`,
    `create index document_by_revision on document (revision, id)`,
    `create table document_removal (id uuid primary key, revision bigint not null)`,
    `create index document_removal_by_revision on document_removal (revision)`,
    `create sequence document_revision start with 2`,
    `create table search_state (id boolean primary key default true check (id), revision bigint not null,
       begun_at bigint not null default 0)`,
    `comment on table search_state is 'Its one row is locked by whoever changes documents: revisions are in the order of commits.'`,
    `comment on column search_state.begun_at is 'Revision at which all documents were removed at once; an older index begins anew.'`,
    `insert into search_state (revision) values (1)`,
    ...revisions(),
    ...verdicts(),
    `create table search_tally (day date not null, query text not null, searches int not null,
       without_result int not null, last_at timestamptz(3) not null, primary key (day, query))`,
    `comment on table search_tally is 'How often a question was searched on a day; nothing says by whom.'`,
  ],
};

function revisions(): string[] {
  return [
    `create function begin_document_revision() returns trigger language plpgsql as $$
     begin
       insert into search_state (revision) values (nextval('document_revision'))
         on conflict (id) do update set revision = nextval('document_revision');
       return null;
     end $$`,
    `create trigger document_revision_begun before insert or update or delete on document
       for each statement execute function begin_document_revision()`,
    `create function stamp_document() returns trigger language plpgsql as $$
     begin
       new.revision := (select revision from search_state);
       return new;
     end $$`,
    `create trigger document_stamped before insert or update on document
       for each row execute function stamp_document()`,
    `create function note_document_removal() returns trigger language plpgsql as $$
     begin
       insert into document_removal (id, revision) select old.id, revision from search_state
         on conflict (id) do update set revision = excluded.revision;
       return null;
     end $$`,
    `create trigger document_removed after delete on document
       for each row execute function note_document_removal()`,
    `create function forget_documents() returns trigger language plpgsql as $$
     begin
       insert into search_state (revision, begun_at)
         select n, n from nextval('document_revision') as n
         on conflict (id) do update set revision = excluded.revision, begun_at = excluded.begun_at;
       return null;
     end $$`,
    `create trigger documents_forgotten after truncate on document
       for each statement execute function forget_documents()`,
  ];
}

// One person has one say, and may change their mind.
function verdicts(): string[] {
  return [
    `create index deflection_outcome_document on deflection_outcome (answered_by) where answered_by is not null`,
    `create function count_verdicts() returns trigger language plpgsql as $$
     begin
       update document set
         answered = said.answered, not_answered = said.not_answered
       from (select count(*) filter (where outcome = 'answered') as answered,
               count(*) filter (where outcome = 'not_answered') as not_answered
             from (select distinct on (person_id) outcome from deflection_outcome
                   where answered_by = new.answered_by order by person_id, created_at desc, id) last_word) said
       where id = new.answered_by and (document.answered, document.not_answered) <> (said.answered, said.not_answered);
       return null;
     end $$`,
    `create trigger verdict_counted after insert on deflection_outcome
       for each row when (new.answered_by is not null) execute function count_verdicts()`,
  ];
}
