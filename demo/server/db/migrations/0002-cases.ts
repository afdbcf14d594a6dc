/**
 * Cases and what belongs to them.
 *
 * Of a case, `version` counts changes of its fields and is what `If-Match` is about; `revision` counts everything
 * that staff can see change, `public_revision` everything that customers can.
 */
import type { Migration } from './index.js';

export const cases: Migration = {
  number: 2,
  name: 'cases',
  statements: [
    `create sequence case_number start with 1001`,
    `create table support_case (
       id uuid primary key,
       number bigint not null unique default nextval('case_number'),
       version int not null default 1,
       revision int not null default 1,
       public_revision int not null default 1,
       subject text not null check (char_length(subject) between 1 and 255),
       description text not null default '',
       status text not null check
         (status in ('new', 'open', 'in_progress', 'waiting', 'on_hold', 'resolved', 'closed', 'cancelled')),
       priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
       category text references category,
       origin text not null default 'other' check (origin in ('web', 'email', 'phone', 'other')),
       contact_id uuid not null references person,
       account_id uuid references account,
       created_by uuid not null references person,
       owner_person_id uuid references person,
       owner_team_id uuid references team,
       assignee_person_id uuid references person,
       assignee_team_id uuid references team,
       assignee_queue_id uuid references queue,
       resolution text,
       published boolean not null default false,
       entitlement_id uuid references entitlement,
       first_response_due timestamptz(3),
       first_responded_at timestamptz(3),
       resolve_due timestamptz(3),
       time_spent_minutes int,
       deflection jsonb,
       fields jsonb not null default '{}',
       created_at timestamptz(3) not null,
       updated_at timestamptz(3) not null,
       public_updated_at timestamptz(3) not null,
       closed_at timestamptz(3),
       note_count int not null default 0,
       public_note_count int not null default 0,
       draft_digest text,
       check (num_nonnulls(owner_person_id, owner_team_id) <= 1),
       check (num_nonnulls(assignee_person_id, assignee_team_id, assignee_queue_id) <= 1),
       check ((status in ('resolved', 'closed', 'cancelled')) = (closed_at is not null))
     )`,
    `create index case_contact on support_case (contact_id, public_updated_at desc, id)`,
    `create index case_created_by on support_case (created_by)`,
    `create index case_account on support_case (account_id, public_updated_at desc, id)`,
    `create index case_updated on support_case (updated_at desc, id)`,
    `create index case_assignee on support_case (assignee_person_id)`,
    `create table note (
       id uuid primary key,
       case_id uuid not null references support_case on delete cascade,
       version int not null default 1,
       author_id uuid not null references person,
       text text not null,
       is_public boolean not null default false,
       visible boolean not null generated always as (is_public or position('*WEB*' in text) > 0) stored,
       created_at timestamptz(3) not null,
       edited_at timestamptz(3),
       draft_digest text,
       position bigint not null generated always as identity
     )`,
    `comment on column note.position is 'Order of arrival: tells notes of one millisecond apart.'`,
    `comment on column note.visible is 'Customers may see it: said so by the flag, or by the marker *WEB* of an imported note.'`,
    `create index note_case on note (case_id, created_at desc, position desc)`,
    `create table attachment (
       id uuid primary key,
       case_id uuid not null references support_case on delete cascade,
       note_id uuid references note on delete cascade,
       version int not null default 1,
       author_id uuid not null references person,
       file_id uuid not null,
       name text not null,
       type text not null,
       size bigint not null,
       sha256 text not null,
       alt text,
       created_at timestamptz(3) not null,
       draft_digest text
     )`,
    `create index attachment_case on attachment (case_id, note_id)`,
    `create index attachment_note on attachment (note_id)`,
    `create table activity (
       id uuid primary key,
       case_id uuid not null references support_case on delete cascade,
       version int not null default 1,
       type text not null check (type in ('task', 'phone', 'email', 'appointment')),
       subject text not null,
       state text not null default 'open' check (state in ('open', 'completed', 'cancelled')),
       minutes int not null default 0 check (minutes >= 0),
       due_at timestamptz(3),
       created_by uuid not null references person,
       created_at timestamptz(3) not null,
       closed_at timestamptz(3),
       draft_digest text,
       check ((state = 'open') = (closed_at is null))
     )`,
    `create index activity_case on activity (case_id, created_at, id)`,
    `create table read_mark (
       person_id uuid not null references person on delete cascade,
       case_id uuid not null references support_case on delete cascade,
       read_until timestamptz(3) not null,
       primary key (person_id, case_id)
     )`,
    `create table file_to_remove (id uuid primary key, removed_at timestamptz not null default now())`,
    `comment on column support_case.draft_digest is 'SHA-256 of what its author sent: tells a repeated creation from another record under the same id.'`,
    `comment on table file_to_remove is 'Bytes whose record is gone; taken out of the file store after the commit.'`,
    ...noteCounters(),
  ],
};

// Counting where notes are written, by whatever route, keeps the counts right for imports by SQL too.
function noteCounters(): string[] {
  return [
    `create function count_notes() returns trigger language plpgsql as $$
     begin
       if tg_op in ('UPDATE', 'DELETE') then
         update support_case set note_count = note_count - 1,
           public_note_count = public_note_count - old.visible::int where id = old.case_id;
       end if;
       if tg_op in ('UPDATE', 'INSERT') then
         update support_case set note_count = note_count + 1,
           public_note_count = public_note_count + new.visible::int where id = new.case_id;
       end if;
       return null;
     end $$`,
    `create trigger note_counted_insert after insert or delete on note
       for each row execute function count_notes()`,
    `create trigger note_counted_update after update of text, is_public, case_id on note
       for each row when (old.visible is distinct from new.visible or old.case_id <> new.case_id)
       execute function count_notes()`,
  ];
}
