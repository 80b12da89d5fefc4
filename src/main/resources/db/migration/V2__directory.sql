-- The directory: who the members are, what the programmes say, which keys may call, which jobs run.
-- Personal data of a member lives here and nowhere else.

-- One row, made once by the first node that ever started. The partition count can never change afterwards. Secrets are
-- absent where the operator keeps the deployment's secret; "secret_mark" tells whether a node was given the same one.
create table deployment (
    one          boolean primary key default true check (one),
    id           text not null,
    partitions   int not null check (partitions between 1 and 256),
    hash_secret  bytea,
    token_secret bytea,
    secret_mark  text not null,
    created_at   timestamptz not null default now()
);

create table programme (
    id         text collate "C" primary key,
    created_at timestamptz not null default now()
);

-- The active version of a programme is the one that was activated last; a date ahead activates it then.
create table programme_version (
    programme    text collate "C" not null references programme (id),
    n            int not null check (n > 0),
    document     text not null,
    format       text not null check (format in ('json', 'yaml')),
    hash         text not null,
    author       text not null,
    note         text not null,
    created_at   timestamptz not null default now(),
    activates_at timestamptz,
    primary key (programme, n)
);
create index programme_version_active on programme_version (programme, activates_at desc, n desc)
    where activates_at is not null;

-- Ids sort by time of creation, so the primary key also lists the newest first.
create table member (
    programme   text collate "C" not null references programme (id),
    id          text collate "C" not null,
    locale      text,
    time_zone   text,
    -- the hot state before the first entry; it only ever changes to forget
    initial     jsonb not null,
    name        text,
    email       text,
    phone       text,
    birth_date  date,
    attributes  jsonb not null default '{}',
    consents    jsonb not null default '{}',
    preferences jsonb not null default '{}',
    version     int not null default 1,
    created_at  timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    erased_at   timestamptz,
    primary key (programme, id)
);

-- "lookup" is the value itself or, for phone and e-mail, a keyed hash of its normal form.
create table member_external_id (
    programme text collate "C" not null,
    type      text collate "C" not null,
    lookup    text collate "C" not null,
    value     text not null,
    member    text collate "C" not null,
    primary key (programme, type, lookup),
    foreign key (programme, member) references member (programme, id)
);
create index member_external_id_member on member_external_id (programme, member);

create table api_key (
    id          text collate "C" primary key,
    hash        text not null,
    name        text not null,
    programme   text collate "C" not null references programme (id),
    scopes      text[] not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    last_used   timestamptz,
    revoked_at  timestamptz
);

create table job (
    id         text collate "C" primary key,
    programme  text collate "C" not null references programme (id),
    kind       text not null,
    state      text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    done       bigint not null default 0,
    total      bigint not null default 0,
    result     jsonb,
    created_by text not null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at   timestamptz,
    -- the node that runs it says so every few seconds
    beat_at    timestamptz not null default now(),
    cancel     boolean not null default false
);
create index job_unfinished on job (beat_at) where state in ('queued', 'running');

-- Idempotency of writes that have no member to keep it; the outcome holds ids, never a secret.
create table write_key (
    id         text collate "C" primary key,
    body       text not null,
    outcome    jsonb not null,
    created_at timestamptz not null default now()
);
create index write_key_created on write_key (created_at);
