import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { CurrentUser, Roles, type User } from '@shopmesh/auth';
import { Endpoint, Public } from '@shopmesh/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { etagOf, matches, versionOf } from './etag.ts';
import {
  CategoryList,
  NewProduct,
  ProductChange,
  ProductDetail,
  ProductPage,
  ProductQuery,
  StockCount,
} from './product.schema.ts';
import { ProductService, type VersionedProduct } from './product.service.ts';
import { StockService } from './stock.service.ts';

const IdOrSlug = z.string().regex(/^[\w-]{1,100}$/);

@Controller('v1')
export class ProductController {
  constructor(
    @Inject(ProductService) private readonly products: ProductService,
    @Inject(StockService) private readonly stock: StockService,
  ) {}

  @Get('products')
  @Public()
  @Endpoint('List or search products', ProductPage)
  list(@Query({ schema: ProductQuery }) query: ProductQuery): Promise<ProductPage> {
    return this.products.list(query);
  }

  @Get('categories')
  @Public()
  @Endpoint('List categories', CategoryList)
  categories(): Promise<CategoryList> {
    return this.products.categories();
  }

  @Get('products/:id')
  @Public()
  @Endpoint('Show a product by id or slug', ProductDetail)
  async find(
    @Param('id', { schema: IdOrSlug }) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductDetail | undefined> {
    const product = await this.products.find(id);
    if (!matches(request.headers['if-none-match'], etagOf(product))) return tagged(product, reply);
    void reply.status(304).header('etag', etagOf(product));
    return undefined;
  }

  @Post('products')
  @Roles('staff')
  @Endpoint('Add a product', ProductDetail, 201)
  async create(
    @Body({ schema: NewProduct }) body: NewProduct,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductDetail> {
    const product = await this.products.create(body);
    void reply.header('location', `/v1/products/${product.id}`);
    return tagged(product, reply);
  }

  @Patch('products/:id')
  @Roles('staff')
  @Endpoint('Change a product; If-Match guards against lost updates', ProductDetail)
  async change(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ProductChange }) body: ProductChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductDetail> {
    return tagged(await this.products.change(id, body, versionOf(ifMatch)), reply);
  }

  @Delete('products/:id')
  @Roles('staff')
  @Endpoint('Take a product off the shelves')
  async delete(@Param('id', { schema: z.uuid() }) id: string, @Headers('if-match') ifMatch?: string): Promise<void> {
    await this.products.delete(id, versionOf(ifMatch));
  }

  @Put('products/:id/stock')
  @Roles('staff')
  @Endpoint('Set the pieces on the shelf', ProductDetail)
  async count(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: StockCount }) body: z.infer<typeof StockCount>,
    @CurrentUser() user: User,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductDetail> {
    await this.stock.count(id, body.onHand, user.id, versionOf(ifMatch));
    return tagged(await this.products.find(id), reply);
  }
}

function tagged(product: VersionedProduct, reply: FastifyReply): ProductDetail {
  void reply.header('etag', etagOf(product));
  return product;
}
