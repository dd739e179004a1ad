"""What every page shares: guards, language of the request, security headers, errors."""
