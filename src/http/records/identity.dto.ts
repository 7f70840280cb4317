// The particulars of an identity as the API describes them; the domain reads them, and names every fault by its pointer.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NAME_ORDERS, NAME_ROLES } from '../../domain/identity/identity-particulars.js';
import { NAME_SCRIPTS } from '../../domain/names/detect-script.js';

export class NameParticulars {
  @ApiProperty({ description: 'As it is written, in any script.', example: 'Тассин Арвел' })
  text!: string;

  @ApiPropertyOptional({ enum: NAME_SCRIPTS, description: 'Found from the text when it is left out.' })
  script?: string;

  @ApiPropertyOptional({ enum: NAME_ORDERS, example: 'surname_first' })
  order?: string;

  @ApiPropertyOptional({ enum: NAME_ROLES, example: 'own', default: 'own' })
  role?: string;
}

export class KinParticulars {
  @ApiProperty({ example: 'Oda Tassin' }) name!: string;
  @ApiProperty({ example: 'sister' }) kinship!: string;
  @ApiPropertyOptional({ example: 'after six in the evening, +00 000 0001' }) contact?: string;
}

export class ContactParticulars {
  @ApiPropertyOptional({ example: 'Benno Quillfeder' }) name?: string;
  @ApiPropertyOptional({ example: '4 Lantern Street, Upper Vale' }) address?: string;
  @ApiPropertyOptional({ example: 'benno@relief.example' }) email?: string;
  @ApiPropertyOptional({ example: '+00 000 0002' }) phone?: string;
}

/** Sealed in the vault; no answer but a disclosure's shows any of it. */
export class IdentityFields {
  @ApiPropertyOptional({ type: [NameParticulars] }) names?: NameParticulars[];
  @ApiPropertyOptional({ description: 'EDTF level 1.', example: '2001-04-17' }) birthDate?: string;
  @ApiPropertyOptional({
    description: 'Of armed forces or a service, as it was told.',
    example: '3rd Vale Rifles, 2nd company',
  })
  unit?: string;

  @ApiPropertyOptional({ example: 'scar above the left eyebrow' }) marks?: string;
  @ApiPropertyOptional({
    description: 'How the person went missing, in words.',
    example: 'Left by the mill road with two neighbours.',
  })
  circumstances?: string;

  @ApiPropertyOptional({ type: [KinParticulars] }) nextOfKin?: KinParticulars[];
  @ApiPropertyOptional({ example: 'Plays the clarinet.' }) notes?: string;
  @ApiPropertyOptional({ type: ContactParticulars }) sourceContact?: ContactParticulars;
  @ApiPropertyOptional({ example: 'https://photos.example/7' }) photoUrl?: string;
}
