/** What makes writes exactly-once and changes followable. */
import type { Migration } from './index.js';

export const delivery: Migration = {
  number: 3,
  name: 'delivery',
  statements: [
    `create table answered_write (
       person_id uuid not null references person on delete cascade,
       key text not null,
       fingerprint text not null,
       status int not null,
       headers jsonb not null,
       body text not null,
       created_at timestamptz(3) not null,
       expires_at timestamptz(3) not null,
       primary key (person_id, key)
     )`,
    `comment on table answered_write is 'The first answer of every write, replayed to whoever repeats it.'`,
    `create index answered_write_expiry on answered_write (expires_at)`,
    `create table deflection_outcome (
       id uuid primary key,
       person_id uuid not null references person on delete cascade,
       trail jsonb not null,
       outcome text not null check (outcome in ('answered', 'not_answered')),
       answered_by uuid,
       case_id uuid references support_case on delete set null,
       created_at timestamptz(3) not null,
       draft_digest text not null
     )`,
    `create table change_log (
       id bigint generated always as identity primary key,
       txid xid8 not null default pg_current_xact_id(),
       kind text not null check (kind in ('case', 'note', 'attachment', 'read', 'rights')),
       record_id uuid not null,
       case_id uuid,
       removed boolean not null default false,
       person_id uuid,
       before jsonb,
       after jsonb,
       at timestamptz(3) not null
     )`,
    `comment on column change_log.person_id is 'The only person concerned; null: whoever the audiences name.'`,
    `comment on column change_log.before is 'Who could see the record before: {"people":[],"account":null,"public":true}; null: nobody.'`,
    `create index change_log_order on change_log (txid, id)`,
    `create function tell_of_changes() returns trigger language plpgsql as $$
     begin
       perform pg_notify('casement_change', '');
       return null;
     end $$`,
    `create trigger change_told after insert on change_log for each statement execute function tell_of_changes()`,
    `create table change_log_purge (id boolean primary key default true check (id), purged_to xid8 not null)`,
    `insert into change_log_purge (purged_to) values ('0')`,
    `create function log_rights() returns trigger language plpgsql as $$
     begin
       insert into change_log (kind, record_id, person_id, at)
         select 'rights', r.person_id, r.person_id, clock_timestamp()
         from (values (case when tg_op = 'DELETE' then old.person_id else new.person_id end)) as r (person_id);
       return null;
     end $$`,
    `create trigger membership_logged after insert or update or delete on membership
       for each row execute function log_rights()`,
    `insert into setting (name, value) values ('database/id', substr(md5(gen_random_uuid()::text), 1, 8))`,
  ],
};
