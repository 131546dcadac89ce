import { type Sharing, SHARING_LEVELS } from '@app/domain';
import { IsIn, IsString } from 'class-validator';

/** How much a team sees of its members, or a member agrees to. */
export class SharingDto {
  @IsIn(SHARING_LEVELS)
  sharing!: Sharing;
}

export class CreateTeamDto extends SharingDto {
  /** 1 to 100 characters. */
  @IsString()
  name!: string;
}
