import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { CategoryName, ProductivityLevel } from '@app/domain';

// The domain says which names, levels and patterns there may be; here only the form is checked.

export class CategoryNameDto implements CategoryName {
  @IsString()
  overview!: string;

  @IsString()
  category!: string;
}

/** What is said of an activity: where it belongs, how productive it is (-2 to 2), or both. */
export class OverrideDto {
  @IsOptional()
  @ValidateNested()
  @Type(() => CategoryNameDto)
  category?: CategoryNameDto;

  @IsOptional()
  @IsInt()
  productivity?: ProductivityLevel;
}

export class LevelDto {
  @IsInt()
  productivity!: ProductivityLevel;
}

export class DocumentRuleDto extends OverrideDto {
  /** What is looked at; the document when nothing is said. */
  @IsOptional()
  @IsIn(['document', 'url'])
  in?: 'document' | 'url';

  @IsIn(['substring', 'glob'])
  match!: 'substring' | 'glob';

  @IsString()
  pattern!: string;
}

export class DocumentRulesDto {
  /** In order: the first that matches holds. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DocumentRuleDto)
  rules!: DocumentRuleDto[];
}
