// The bodies and answers about the second factor of one's own account.

import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

class PasswordAgain {
  @ApiProperty({ example: 'a long sentence of your own', format: 'password', description: 'Your password, once more.' })
  @IsString()
  @Length(1, 1024)
  password!: string;
}

export class BeginSecondFactorRequest extends PasswordAgain {}

export class RemoveSecondFactorRequest extends PasswordAgain {
  @ApiProperty({ description: 'What the app shows now, or one of the recovery codes.', example: '492039' })
  @IsString()
  @Length(1, 64)
  code!: string;
}

export class ConfirmSecondFactorRequest {
  @ApiProperty({ description: 'What the app shows now.', example: '492039' })
  @IsString()
  @Length(1, 64)
  code!: string;
}

export class SecondFactorState {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null where a password is enough.' })
  since!: string | null;

  @ApiProperty({ description: 'Recovery codes that were not used.', example: 10 })
  recoveryCodesLeft!: number;
}

export class SecondFactorBegun {
  @ApiProperty({ description: 'Base32, for an app that cannot read a QR code. Shown this once.' })
  secret!: string;

  @ApiProperty({
    description: 'What a QR code for the app holds.',
    example: 'otpauth://totp/Whereabouts:mira?secret=…',
  })
  address!: string;
}

export class RecoveryCodes {
  @ApiProperty({ isArray: true, type: String, description: 'Each signs in once without the device. Shown this once.' })
  recoveryCodes!: string[];
}
