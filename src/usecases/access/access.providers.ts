// The use cases of this capability, as the composition root provides them.

import { PasswordHashes } from '../../credentials/password-hashes.js';
import { CheckReadiness } from './check-readiness.js';
import { CloseWebSession } from './close-web-session.js';
import { FindOperator } from './find-operator.js';
import { FindWebSession } from './find-web-session.js';
import { IdentifyActor } from './identify-actor.js';
import { IssueSetUpLink } from './issue-set-up-link.js';
import { NoteRefusal } from './note-refusal.js';
import { OpenWebSession } from './open-web-session.js';
import { RefreshSession } from './refresh-session.js';
import { SetPassword } from './set-password.js';
import { SetUpRegistry } from './set-up-registry.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

export const accessUseCases = [
  PasswordHashes,
  CheckReadiness,
  CloseWebSession,
  FindOperator,
  FindWebSession,
  IdentifyActor,
  IssueSetUpLink,
  NoteRefusal,
  OpenWebSession,
  RefreshSession,
  SetPassword,
  SetUpRegistry,
  SignIn,
  SignOut,
] as const;
