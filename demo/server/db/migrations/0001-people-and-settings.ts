/** Who there is, who may do what, and how the owner set the backend up. */
import type { Migration } from './index.js';

export const peopleAndSettings: Migration = {
  number: 1,
  name: 'people and settings',
  statements: [
    `create table setting (name text primary key, value text not null)`,
    `create table replaced_text (name text primary key, value text not null)`,
    `create table form (purpose text primary key, definition jsonb not null)`,
    `create table category (value text primary key, label text not null, position int not null default 0,
       offered boolean not null default true)`,
    `comment on column category.offered is 'Forms offer it; others are of cases that came from elsewhere.'`,
    `create table account (id uuid primary key, name text not null)`,
    `create table team (id uuid primary key, name text not null)`,
    `create table queue (id uuid primary key, name text not null)`,
    `create table person (
       id uuid primary key,
       name text not null,
       email text not null,
       side text not null check (side in ('customer', 'staff')),
       may_delete boolean not null default false,
       can_sign_in boolean not null default true
     )`,
    `comment on column person.may_delete is 'Of staff: may remove cases for good.'`,
    `create unique index person_email on person (lower(email))`,
    `create table team_member (
       team_id uuid not null references team on delete cascade,
       person_id uuid not null references person on delete cascade,
       primary key (team_id, person_id)
     )`,
    `create table membership (
       person_id uuid not null references person on delete cascade,
       account_id uuid not null references account on delete cascade,
       can_create boolean not null default false,
       can_read boolean not null default false,
       can_write boolean not null default false,
       can_delete boolean not null default false,
       primary key (person_id, account_id)
     )`,
    `create index membership_account on membership (account_id)`,
    `create table entitlement (
       id uuid primary key,
       account_id uuid not null references account on delete cascade,
       name text not null,
       total_cases int check (total_cases >= 0),
       remaining_cases int check (remaining_cases >= 0),
       first_response_minutes int check (first_response_minutes > 0),
       resolve_minutes int check (resolve_minutes > 0)
     )`,
    `comment on column entitlement.remaining_cases is 'Cases that may still be bound to it; null: any number.'`,
    `create index entitlement_account on entitlement (account_id)`,
  ],
};
