import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { Taxonomies } from './taxonomies.js';
import { TaxonomyController } from './taxonomy.controller.js';

/** How users class their time. */
@Module({
  imports: [GuardsModule],
  controllers: [TaxonomyController],
  providers: [Taxonomies],
  exports: [Taxonomies],
})
export class TaxonomyModule {}
