import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { CurrentUser, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { z } from 'zod';
import { CartQuantity, CartView } from './cart.schema.ts';
import { CartService } from './cart.service.ts';

@Controller('v1/cart')
export class CartController {
  constructor(@Inject(CartService) private readonly cart: CartService) {}

  @Get()
  @Endpoint('Show the cart at current prices', CartView)
  show(@CurrentUser() user: User): Promise<CartView> {
    return this.cart.show(user.id);
  }

  @Put('items/:productId')
  @Endpoint('Set how many of a product are in the cart', CartView)
  async put(
    @CurrentUser() user: User,
    @Param('productId', { schema: z.uuid() }) productId: string,
    @Body({ schema: CartQuantity }) body: z.infer<typeof CartQuantity>,
  ): Promise<CartView> {
    await this.cart.put(user.id, productId, body.quantity);
    return this.cart.show(user.id);
  }

  @Delete('items/:productId')
  @Endpoint('Take a product out of the cart', CartView)
  async remove(
    @CurrentUser() user: User,
    @Param('productId', { schema: z.uuid() }) productId: string,
  ): Promise<CartView> {
    await this.cart.remove(user.id, productId);
    return this.cart.show(user.id);
  }

  @Delete()
  @Endpoint('Empty the cart')
  async clear(@CurrentUser() user: User): Promise<void> {
    await this.cart.clear(user.id);
  }
}
