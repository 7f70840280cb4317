// Where a transaction reaches more rows than its actor may see: the reviewed list.

/** Every step in which a transaction works on more than its actor may see, by the file that takes it. A new one is reviewed here. */
export const STEPS_BEYOND: Readonly<Record<string, string>> = {
  'src/persistence/records/reproject.ts': 'renews the rows of all views',
  'src/persistence/records/contents-of-records.ts': 'folds for all views; tells a merged record whole',
  'src/persistence/disclosures/disclosure.repository.ts':
    'tells by which account of another organisation a name was seen',
  'src/persistence/disclosures/disclosure-request.repository.ts': 'tells which accounts asked and decided',
  'src/persistence/evidence/file-request.repository.ts': 'tells which accounts asked for a restricted file and decided',
  'src/usecases/identity/report-access.ts': 'counts for a person who looked, of every organisation',
  'src/persistence/erasures/carry-out-erasure.ts':
    'erases of whom entries of the log tell, whoever wrote them; finds the files that go with a person',
  'src/usecases/erasures/confirm-erasure.ts': 'ends every disclosure of the person, whoever asked for it',
  'src/persistence/evidence/close-files-of-erased.ts':
    'seals what organisations themselves said shows somebody who is erased; gives them their tasks',
  'src/persistence/evidence/evidence-file-step.repository.ts':
    'tells of whom an item is, for the state of its files alone',
  'src/usecases/evidence/decide-evidence-file.ts': 'finds what else its organisation holds of somebody erased',
  'src/persistence/evidence/originals-of-statements.ts':
    'one rule of refutation for all readers, whoever may see the copies',
  'src/persistence/evidence/refold-for-original.ts': 'folds whoever a statement names an assessed original about',
  'src/persistence/evidence/shown-depictions.ts': 'finds the copies of an item',
  'src/persistence/evidence/told-of-evidence.ts':
    'finds which original is meant by a code that the reader is told; items of it are listed by what the reader may see',
  'src/persistence/imports/ground-of-rows.ts': 'folds what the rows of a batch add to',
  'src/persistence/imports/store-plan.ts': 'writes the rows of all views of new persons',
  'src/persistence/inquiries/ground-of-reply.ts':
    'tells by whose word something may be told of a person, and whether news waits, past links that may not be known',
  'src/persistence/links/person-link.repository.ts':
    'follows links past persons who may not be known; names organisations by accounts',
  'src/persistence/matches/settle-by-link.ts': 'moves the match of two who were linked, whoever hears of it',
  'src/persistence/news/hold-back.ts':
    'decides by the record that all share and the owner’s rule whether it is news; gives the owner its tasks',
  'src/persistence/news/lapse-verifying.ts':
    'closes the task of the organisation that registered the person, whoever withdraws the statement',
  'src/persistence/news/settle-news-tasks.ts':
    'folds the owner’s view of the record, to know whether a family is told of a death',
  'src/persistence/news/take-back-death.ts':
    'folds the owner’s view of the record, to know whether a death is said no more; closes and gives the owner’s tasks',
  'src/persistence/persons/person.repository.ts': 'locks persons whose records share statements',
  'src/persistence/releases/release-split.repository.ts':
    'asks every organisation that feeds a release, and counts how many of them agree',
  'src/persistence/remains/link-statements.ts':
    'asks which organisations had a family to tell, and gives them their tasks; takes a link back whole',
  'src/persistence/retention/retention-obstacle.ts':
    'folds the owner’s view of the record in which a person stands, past links that may not be known',
  'src/persistence/statistics/statistics.repository.ts':
    'counts a million rows, under the condition of the query alone',
  'src/usecases/access/confirm-second-factor.ts': 'changes one’s own account, and ends its sign-ins',
  'src/usecases/access/remove-second-factor.ts': 'changes one’s own account, and ends its sign-ins',
  'src/usecases/administration/change-user.ts': 'administers accounts of every organisation',
  'src/usecases/administration/create-user.ts': 'administers accounts of every organisation',
  'src/usecases/administration/issue-password-link.ts': 'administers accounts of every organisation',
  'src/usecases/administration/list-users.ts': 'administers accounts of every organisation',
  'src/usecases/administration/remove-second-factor-of-user.ts': 'administers accounts of every organisation',
  'src/usecases/audit/verify-audit.ts': 'checks the digests of all entries; tells numbers alone',
  'src/usecases/imports/rehearse-import.ts': 'folds what the rows of a batch would add to',
  'src/usecases/inquiries/decide-reply.ts': 'closes the task of the organisation that was asked for its consent',
  'src/usecases/inquiries/prepare-reply.ts': 'gives the organisation that registered the person its task to answer',
  'src/usecases/keys/rotate-index-key.ts': 'makes search codes of the years of birth that all may know',
  'src/usecases/matches/judge-match.ts':
    'moves the match that was decided on, which matching keeps; gives both owners their task',
  'src/usecases/statistics/list-splits.ts': 'counts how many organisations agree to a split, without a name',
  'src/usecases/statistics/prepare-release.ts': 'counts all persons for a release, whose figures are protected',
};
