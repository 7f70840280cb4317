// The use cases of this capability, as the composition root provides them.

import { PasswordHashes } from '../../credentials/password-hashes.js';
import { BeginSecondFactor } from './begin-second-factor.js';
import { CheckReadiness } from './check-readiness.js';
import { CloseWebSession } from './close-web-session.js';
import { ConfirmSecondFactor } from './confirm-second-factor.js';
import { EndOwnSessions } from './end-own-sessions.js';
import { FindOperator } from './find-operator.js';
import { FindWebSession } from './find-web-session.js';
import { IdentifyActor } from './identify-actor.js';
import { IssueSetUpLink } from './issue-set-up-link.js';
import { ListOwnSessions } from './list-own-sessions.js';
import { NoteRefusal } from './note-refusal.js';
import { OpenWebSession } from './open-web-session.js';
import { ReadSecondFactor } from './read-second-factor.js';
import { RefreshSession } from './refresh-session.js';
import { RemoveSecondFactor } from './remove-second-factor.js';
import { SetPassword } from './set-password.js';
import { SetUpRegistry } from './set-up-registry.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

export const accessUseCases = [
  PasswordHashes,
  BeginSecondFactor,
  CheckReadiness,
  CloseWebSession,
  ConfirmSecondFactor,
  EndOwnSessions,
  FindOperator,
  FindWebSession,
  IdentifyActor,
  IssueSetUpLink,
  ListOwnSessions,
  NoteRefusal,
  OpenWebSession,
  ReadSecondFactor,
  RefreshSession,
  RemoveSecondFactor,
  SetPassword,
  SetUpRegistry,
  SignIn,
  SignOut,
] as const;
