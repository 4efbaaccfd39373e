{{/* Named templates of this chart's own go here. Those that its files include are hawser-library's. */}}
