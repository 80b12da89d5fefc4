package io.walaa.programme.reward;

/** Anything else: the voucher is proof of it, and takes nothing off a basket. */
record Custom() implements Benefit {}
