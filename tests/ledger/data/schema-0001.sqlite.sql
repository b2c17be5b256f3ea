BEGIN TRANSACTION;
CREATE TABLE blobs (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	packed BLOB NOT NULL, 
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
);
INSERT INTO "blobs" VALUES('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',3,X'789CCBCF4B050002910143');
INSERT INTO "blobs" VALUES('d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6',24,X'789C2BC94855284ECC4D55C8CC5348CCC951484DC92CC9CCCF2B06006B5D08D7');
INSERT INTO "blobs" VALUES('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3',3,X'789C2B29CF070002BC015B');
INSERT INTO "blobs" VALUES('8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f',5,X'789C2BC9284A4D0500066E0219');
INSERT INTO "blobs" VALUES('04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00',4,X'789C4BCB2F2D0200044501BD');
CREATE TABLE cards (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	fact TEXT NOT NULL, 
	version TEXT NOT NULL, 
	team TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	ts TEXT NOT NULL, 
	at VARCHAR(27) NOT NULL
);
INSERT INTO "cards" VALUES(1,'harbour-fire','0123456789ab','T0NEWS','U0REPORT2','C0ROOM','1736760600.000100','2025-01-15T09:30:00.000250Z');
CREATE TABLE changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	revision INTEGER NOT NULL, 
	fact TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	parts TEXT NOT NULL, 
	lines TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT fk_changes_revision FOREIGN KEY(revision) REFERENCES revisions (number)
);
INSERT INTO "changes" VALUES(1,2,'bridge-closed','changed','["claim"]','["claim: “one” → “two”"]','one','two');
INSERT INTO "changes" VALUES(2,2,'harbour-fire','changed','["figures", "status"]','["killed 300 → 350", "status: claimed → confirmed"]','killed: 300','killed: 350');
INSERT INTO "changes" VALUES(3,3,'ferry','added','[]','["added"]',NULL,'The ferry runs again.');
INSERT INTO "changes" VALUES(4,3,'bridge-closed','removed','[]','["removed"]','two',NULL);
INSERT INTO "changes" VALUES(5,4,'harbour-fire','changed','["claim"]','["claim: “one” → “two”"]','one','two');
CREATE TABLE edition_files (
	edition VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	blob VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_edition_files PRIMARY KEY (edition, name), 
	CONSTRAINT fk_edition_files_edition FOREIGN KEY(edition) REFERENCES editions (edition), 
	CONSTRAINT fk_edition_files_blob FOREIGN KEY(blob) REFERENCES blobs (sha256)
);
INSERT INTO "edition_files" VALUES('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655','facts/a.yaml','7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
INSERT INTO "edition_files" VALUES('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655','seeds/b.yaml','d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO "edition_files" VALUES('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222','facts/a.yaml','3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3');
INSERT INTO "edition_files" VALUES('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222','seeds/b.yaml','d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO "edition_files" VALUES('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd','facts/a.yaml','8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f');
INSERT INTO "edition_files" VALUES('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd','seeds/b.yaml','d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
INSERT INTO "edition_files" VALUES('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1','facts/a.yaml','04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00');
INSERT INTO "edition_files" VALUES('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1','seeds/b.yaml','d83fd4fe8235d188b5716468c7636663d18c63e32b4e58b7e93be0e9d686e3f6');
CREATE TABLE editions (
	edition VARCHAR(64) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_editions PRIMARY KEY (edition)
);
INSERT INTO "editions" VALUES('54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655','2025-01-13T09:30:00.000250Z');
INSERT INTO "editions" VALUES('62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222','2025-01-14T09:30:00.000250Z');
INSERT INTO "editions" VALUES('c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd','2025-01-15T09:30:00.000250Z');
INSERT INTO "editions" VALUES('b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1','2025-01-15T09:30:00.000250Z');
CREATE TABLE head (
	id INTEGER NOT NULL, 
	edition VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_head PRIMARY KEY (id), 
	CONSTRAINT fk_head_edition FOREIGN KEY(edition) REFERENCES editions (edition)
);
INSERT INTO "head" VALUES(1,'62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222');
CREATE TABLE ledger_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT ledger_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "ledger_version" VALUES('0001');
CREATE TABLE revisions (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	edition VARCHAR(64) NOT NULL, 
	parent VARCHAR(64), 
	at VARCHAR(27) NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	by_id TEXT, 
	by_name TEXT, 
	why TEXT NOT NULL, 
	request TEXT, 
	approver_id TEXT, 
	approver_name TEXT, 
	state VARCHAR(16) NOT NULL, 
	CONSTRAINT fk_revisions_edition FOREIGN KEY(edition) REFERENCES editions (edition), 
	CONSTRAINT uq_revisions_request UNIQUE (request)
);
INSERT INTO "revisions" VALUES(1,'54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655',NULL,'2025-01-13T09:30:00.000250Z','start',NULL,NULL,'',NULL,NULL,NULL,'served');
INSERT INTO "revisions" VALUES(2,'62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222','54069d7a904d8338778c6319090de4987533fbee732eadabce75172f57a02655','2025-01-14T09:30:00.000250Z','slack','U0EDITOR1','Ana Ferreira','The ministry’s count was revised','view V1','U0EDITOR2','Ben Okafor','served');
INSERT INTO "revisions" VALUES(3,'c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd','62085e2d39a17ca29d66e1f67ceabeaa6e681692f07699d90c37cd7b87766222','2025-01-15T09:30:00.000250Z','file',NULL,NULL,'',NULL,NULL,NULL,'served');
INSERT INTO "revisions" VALUES(4,'b34d6ae3df99755e87f04277d6dc3800dfc0defd67d4f5320b6afae3a10225d1','c31543312f0afb6bd7dd4049365f4575db2c1a7128409e3d71191e43cf9f05fd','2025-01-15T09:30:00.000250Z','undo','U0EDITOR2','Ben Okafor','','undo 3',NULL,NULL,'pending');
CREATE TABLE shown (
	fact TEXT NOT NULL, 
	user_id TEXT NOT NULL, 
	team TEXT NOT NULL, 
	version TEXT NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (fact, user_id, team, version)
);
INSERT INTO "shown" VALUES('harbour-fire','U0REPORT1','T0NEWS','0123456789ab','2025-01-15T09:30:00.000250Z');
INSERT INTO "shown" VALUES('harbour-fire','U0REPORT2','T0NEWS','0123456789ab','2025-01-15T09:30:00.000250Z');
CREATE UNIQUE INDEX ix_revisions_pending ON revisions (state) WHERE state = 'pending';
CREATE INDEX ix_changes_revision ON changes (revision);
CREATE INDEX ix_changes_fact ON changes (fact);
CREATE INDEX ix_shown_at ON shown (at);
CREATE INDEX ix_cards_fact ON cards (fact);
CREATE UNIQUE INDEX uq_cards_place ON cards (channel, ts, fact);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('revisions',4);
INSERT INTO "sqlite_sequence" VALUES('changes',5);
INSERT INTO "sqlite_sequence" VALUES('cards',1);
COMMIT;
