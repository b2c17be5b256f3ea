CREATE TABLE public.blobs (
    sha256 character varying(64) NOT NULL,
    size integer NOT NULL,
    packed bytea NOT NULL
);
CREATE TABLE public.cards (
    id integer NOT NULL,
    fact text NOT NULL,
    version text NOT NULL,
    team text NOT NULL,
    user_id text NOT NULL,
    channel text NOT NULL,
    ts text NOT NULL,
    at character varying(27) NOT NULL
);
CREATE SEQUENCE public.cards_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cards_id_seq OWNED BY public.cards.id;
CREATE TABLE public.changes (
    id integer NOT NULL,
    revision integer NOT NULL,
    fact text NOT NULL,
    kind character varying(16) NOT NULL,
    parts text NOT NULL,
    lines text NOT NULL,
    before text,
    after text
);
CREATE SEQUENCE public.changes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.changes_id_seq OWNED BY public.changes.id;
CREATE TABLE public.edition_files (
    edition character varying(64) NOT NULL,
    name text NOT NULL,
    blob character varying(64) NOT NULL
);
CREATE TABLE public.editions (
    edition character varying(64) NOT NULL,
    at character varying(27) NOT NULL
);
CREATE TABLE public.head (
    id integer NOT NULL,
    edition character varying(64) NOT NULL
);
CREATE TABLE public.ledger_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.revisions (
    number integer NOT NULL,
    edition character varying(64) NOT NULL,
    parent character varying(64),
    at character varying(27) NOT NULL,
    how character varying(16) NOT NULL,
    by_id text,
    by_name text,
    why text NOT NULL,
    request text,
    approver_id text,
    approver_name text,
    state character varying(16) NOT NULL
);
CREATE SEQUENCE public.revisions_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.revisions_number_seq OWNED BY public.revisions.number;
CREATE TABLE public.shown (
    fact text NOT NULL,
    user_id text NOT NULL,
    team text NOT NULL,
    version text NOT NULL,
    at character varying(27) NOT NULL
);
ALTER TABLE ONLY public.cards ALTER COLUMN id SET DEFAULT nextval('public.cards_id_seq'::regclass);
ALTER TABLE ONLY public.changes ALTER COLUMN id SET DEFAULT nextval('public.changes_id_seq'::regclass);
ALTER TABLE ONLY public.revisions ALTER COLUMN number SET DEFAULT nextval('public.revisions_number_seq'::regclass);
INSERT INTO public.blobs VALUES ('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed', 3, '\x789ccbcf4b050002910143');
INSERT INTO public.blobs VALUES ('d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6', 24, '\x789c2bc94855284ecc4d55c8cc5348ccc951484dc92cc9cccf2b06006b5d08d7');
INSERT INTO public.blobs VALUES ('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', 3, '\x789c2b29cf070002bc015b');
INSERT INTO public.blobs VALUES ('8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f', 5, '\x789c2bc9284a4d0500066e0219');
INSERT INTO public.blobs VALUES ('04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00', 4, '\x789c4bcb2f2d0200044501bd');
INSERT INTO public.cards VALUES (1, 'harbour-fire', '0123456789ab', 'T0NEWS', 'U0REPORT2', 'C0ROOM', '1736760600.000100', '2025-01-15T09:30:00.000250Z');
INSERT INTO public.changes VALUES (1, 2, 'bridge-closed', 'changed', '["claim"]', '["claim: “one” → “two”"]', 'one', 'two');
INSERT INTO public.changes VALUES (2, 2, 'harbour-fire', 'changed', '["figures", "status"]', '["killed 300 → 350", "status: claimed → confirmed"]', 'killed: 300', 'killed: 350');
INSERT INTO public.changes VALUES (3, 3, 'ferry', 'added', '[]', '["added"]', NULL, 'The ferry runs again.');
INSERT INTO public.changes VALUES (4, 3, 'bridge-closed', 'removed', '[]', '["removed"]', 'two', NULL);
INSERT INTO public.changes VALUES (5, 4, 'harbour-fire', 'changed', '["claim"]', '["claim: “one” → “two”"]', 'one', 'two');
INSERT INTO public.edition_files VALUES ('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655', 'facts/a.yaml', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
INSERT INTO public.edition_files VALUES ('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655', 'seeds/b.yaml', 'd83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO public.edition_files VALUES ('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222', 'facts/a.yaml', '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3');
INSERT INTO public.edition_files VALUES ('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222', 'seeds/b.yaml', 'd83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO public.edition_files VALUES ('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd', 'facts/a.yaml', '8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f');
INSERT INTO public.edition_files VALUES ('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd', 'seeds/b.yaml', 'd83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO public.edition_files VALUES ('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1', 'facts/a.yaml', '04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00');
INSERT INTO public.edition_files VALUES ('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1', 'seeds/b.yaml', 'd83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO public.editions VALUES ('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655', '2025-01-13T09:30:00.000250Z');
INSERT INTO public.editions VALUES ('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222', '2025-01-14T09:30:00.000250Z');
INSERT INTO public.editions VALUES ('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd', '2025-01-15T09:30:00.000250Z');
INSERT INTO public.editions VALUES ('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1', '2025-01-15T09:30:00.000250Z');
INSERT INTO public.head VALUES (1, '62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222');
INSERT INTO public.ledger_version VALUES ('0001');
INSERT INTO public.revisions VALUES (1, '54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655', NULL, '2025-01-13T09:30:00.000250Z', 'start', NULL, NULL, '', NULL, NULL, NULL, 'served');
INSERT INTO public.revisions VALUES (2, '62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222', '54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655', '2025-01-14T09:30:00.000250Z', 'slack', 'U0EDITOR1', 'Ana Ferreira', 'The ministry’s count was revised', 'view V1', 'U0EDITOR2', 'Ben Okafor', 'served');
INSERT INTO public.revisions VALUES (3, 'c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd', '62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222', '2025-01-15T09:30:00.000250Z', 'file', NULL, NULL, '', NULL, NULL, NULL, 'served');
INSERT INTO public.revisions VALUES (4, 'b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1', 'c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd', '2025-01-15T09:30:00.000250Z', 'undo', 'U0EDITOR2', 'Ben Okafor', '', 'undo 3', NULL, NULL, 'pending');
INSERT INTO public.shown VALUES ('harbour-fire', 'U0REPORT1', 'T0NEWS', '0123456789ab', '2025-01-15T09:30:00.000250Z');
INSERT INTO public.shown VALUES ('harbour-fire', 'U0REPORT2', 'T0NEWS', '0123456789ab', '2025-01-15T09:30:00.000250Z');
SELECT pg_catalog.setval('public.cards_id_seq', 1, true);
SELECT pg_catalog.setval('public.changes_id_seq', 5, true);
SELECT pg_catalog.setval('public.revisions_number_seq', 4, true);
ALTER TABLE ONLY public.ledger_version
    ADD CONSTRAINT ledger_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT pk_blobs PRIMARY KEY (sha256);
ALTER TABLE ONLY public.cards
    ADD CONSTRAINT pk_cards PRIMARY KEY (id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT pk_changes PRIMARY KEY (id);
ALTER TABLE ONLY public.edition_files
    ADD CONSTRAINT pk_edition_files PRIMARY KEY (edition, name);
ALTER TABLE ONLY public.editions
    ADD CONSTRAINT pk_editions PRIMARY KEY (edition);
ALTER TABLE ONLY public.head
    ADD CONSTRAINT pk_head PRIMARY KEY (id);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT pk_revisions PRIMARY KEY (number);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT pk_shown PRIMARY KEY (fact, user_id, team, version);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT uq_revisions_request UNIQUE (request);
CREATE INDEX ix_cards_fact ON public.cards USING btree (fact);
CREATE INDEX ix_changes_fact ON public.changes USING btree (fact);
CREATE INDEX ix_changes_revision ON public.changes USING btree (revision);
CREATE UNIQUE INDEX ix_revisions_pending ON public.revisions USING btree (state) WHERE ((state)::text = 'pending'::text);
CREATE INDEX ix_shown_at ON public.shown USING btree (at);
CREATE UNIQUE INDEX uq_cards_place ON public.cards USING btree (channel, ts, fact);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_revision FOREIGN KEY (revision) REFERENCES public.revisions(number);
ALTER TABLE ONLY public.edition_files
    ADD CONSTRAINT fk_edition_files_blob FOREIGN KEY (blob) REFERENCES public.blobs(sha256);
ALTER TABLE ONLY public.edition_files
    ADD CONSTRAINT fk_edition_files_edition FOREIGN KEY (edition) REFERENCES public.editions(edition);
ALTER TABLE ONLY public.head
    ADD CONSTRAINT fk_head_edition FOREIGN KEY (edition) REFERENCES public.editions(edition);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_edition FOREIGN KEY (edition) REFERENCES public.editions(edition);
