"""What a place costs, if it costs anything: prices, invoices, payments. A congress without terms of payment shows none of it."""
